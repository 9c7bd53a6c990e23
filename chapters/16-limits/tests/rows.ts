import type { Database } from '../src/database.ts';

const somebody = '11111111-1111-4111-8111-111111111111';

/** A post as the model takes it. */
export const hello = {
  title: 'Hello',
  content: 'My first post',
  published: true,
  ownerId: somebody,
};

const noon = '2026-11-22 12:00:00.000 +00:00';

interface Row {
  title: string | null;
  content: string | null;
  published: boolean | string | number | null;
  date?: string;
}

/** Writes a post as no route would: with SQL, past all schemas. */
export async function insertPost(sql: Database['sql'], row: Row) {
  const { title, content, published, date = noon } = row;

  await sql(
    'INSERT INTO posts (title, content, published, created_at, updated_at, owner_id) VALUES ($1, $2, $3, $4, $4, $5)',
    [title, content, published, date, somebody],
  );
}

/** Writes the user who owns these rows. Nobody can log in as them. */
export async function insertSomebody(sql: Database['sql']) {
  await sql(
    'INSERT INTO users (id, name, email, password_hash, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $5)',
    [somebody, 'Somebody', 'somebody@board.invalid', '*'.repeat(60), noon],
  );
}

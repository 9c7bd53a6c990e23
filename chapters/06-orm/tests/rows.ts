import type { Database } from '../src/database.ts';

/** A post as the model takes it. */
export const hello = {
  title: 'Hello',
  content: 'My first post',
  published: true,
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
    'INSERT INTO posts (title, content, published, created_at, updated_at) VALUES ($1, $2, $3, $4, $4)',
    [title, content, published, date],
  );
}

import type { Migration } from '../migrate/types.ts';

const archive = '00000000-0000-4000-8000-000000000000';
const email = 'archive@localhost'; // no schema lets it in: nobody has it, and nobody logs in with it
const now = '2026-11-28 00:00:00.000 +00:00';

/** Fill: what nobody owns goes to the archive, a user whom no password lets in. */
export const up: Migration = async ({ sql }) => {
  const orphans = await sql(
    'SELECT 1 FROM posts WHERE owner_id IS NULL LIMIT 1',
  );
  if (orphans.length === 0) return;

  await sql(
    'INSERT INTO users (id, name, email, password_hash, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $5)',
    [archive, 'Archive', email, '*'.repeat(60), now],
  );
  await sql('UPDATE posts SET owner_id = $1 WHERE owner_id IS NULL', [archive]);
};

export const down: Migration = async ({ sql }) => {
  await sql('UPDATE posts SET owner_id = NULL WHERE owner_id = $1', [archive]);
  await sql('DELETE FROM users WHERE id = $1', [archive]);
};

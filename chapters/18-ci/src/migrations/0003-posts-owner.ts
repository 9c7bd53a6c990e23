import type { Migration } from '../migrate/types.ts';

/** Expand: a place for the owner. The rows that are there have none yet. */
export const up: Migration = async ({ sql, types }) => {
  await sql(
    `ALTER TABLE posts ADD COLUMN owner_id ${types.uuid} CONSTRAINT posts_users_fkey REFERENCES users (id) ON DELETE CASCADE`,
  );
  await sql('CREATE INDEX posts_owner_id_id ON posts (owner_id, id)');
};

export const down: Migration = async ({ sql }) => {
  await sql('DROP INDEX posts_owner_id_id');
  await sql('ALTER TABLE posts DROP COLUMN owner_id');
};

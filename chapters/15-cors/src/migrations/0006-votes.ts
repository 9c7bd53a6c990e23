import type { Migration } from '../migrate/types.ts';

export const up: Migration = async ({ sql, types }) => {
  await sql(`
    CREATE TABLE votes (
      post_id INTEGER NOT NULL CONSTRAINT votes_posts_fkey REFERENCES posts (id) ON DELETE CASCADE,
      user_id ${types.uuid} NOT NULL CONSTRAINT votes_users_fkey REFERENCES users (id) ON DELETE CASCADE,
      PRIMARY KEY (post_id, user_id)
    )${types.characters}`);
  await sql('CREATE INDEX votes_user_id ON votes (user_id)');
};

export const down: Migration = async ({ sql }) => {
  await sql('DROP TABLE votes');
};

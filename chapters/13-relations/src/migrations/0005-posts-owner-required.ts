import type { Migration } from '../migrate/types.ts';

/** Contract: from now on no post is without an owner. */
export const up: Migration = async ({ sql, dialect, types }) => {
  await sql(
    dialect === 'mysql'
      ? `ALTER TABLE posts MODIFY owner_id ${types.uuid} NOT NULL`
      : 'ALTER TABLE posts ALTER COLUMN owner_id SET NOT NULL',
  );
};

export const down: Migration = async ({ sql, dialect, types }) => {
  await sql(
    dialect === 'mysql'
      ? `ALTER TABLE posts MODIFY owner_id ${types.uuid}`
      : 'ALTER TABLE posts ALTER COLUMN owner_id DROP NOT NULL',
  );
};

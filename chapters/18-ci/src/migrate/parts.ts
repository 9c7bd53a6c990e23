import { postgresParts } from './parts-postgres.ts';
import { sqliteParts } from './parts-sqlite.ts';
import type { Context } from './types.ts';

/** Something that a table consists of. Two parts with the same `kind`, `table` and `on` are one, and `is` says if they agree. */
export interface Part {
  kind:
    | 'table'
    | 'column'
    | 'primary key'
    | 'unique'
    | 'index'
    | 'foreign key'
    | 'check';
  table: string;
  on: string;
  is: string;
  name: string;
  /** The SQL of a table, the default of a column, or that a unique stands in the table. */
  detail: string | null;
}

const statements = {
  sqlite: sqliteParts,
  postgres: postgresParts,
  mysql: `SELECT 'table' AS kind, table_name AS \`table\`, '' AS \`on\`, '' AS \`is\`, table_name AS name
    FROM information_schema.tables WHERE table_schema = DATABASE()`,
};

/** The parts of all tables, those made first at the beginning. */
export function readParts({ sql, dialect }: Context) {
  return sql<Part>(statements[dialect]);
}

import type { Context } from '../src/migrate/types.ts';

const statements = {
  sqlite: 'SELECT name, sql FROM sqlite_master ORDER BY name',
  mysql: 'SELECT 1',
  postgres: `
    WITH tables AS (
      SELECT oid, relname FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace
    )
    SELECT * FROM (
      SELECT relname, attname AS name, concat_ws(' ', format_type(atttypid, atttypmod), attnotnull, attidentity,
        pg_get_expr(adbin, adrelid), attcollation::regcollation) AS "is"
      FROM tables JOIN pg_attribute a ON attrelid = tables.oid AND attnum > 0 AND NOT attisdropped
        LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
      UNION ALL SELECT relname, conname, pg_get_constraintdef(c.oid) FROM tables JOIN pg_constraint c ON conrelid = tables.oid
      UNION ALL SELECT relname, '', pg_get_indexdef(indexrelid) FROM tables JOIN pg_index ON indrelid = tables.oid
    ) parts ORDER BY relname, name, "is"`,
};

/** What the database says about its tables, to the byte. */
export function dump({ sql, dialect }: Pick<Context, 'sql' | 'dialect'>) {
  return sql<{ name: string }>(statements[dialect]);
}

/** The same, but for the white space that SQLite's ALTER TABLE leaves in the definition of a table. */
export async function dumpWithoutSpace(
  context: Pick<Context, 'sql' | 'dialect'>,
) {
  return JSON.stringify(await dump(context)).replaceAll(/\\n| /g, '');
}

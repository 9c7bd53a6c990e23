import type { Part } from './parts.ts';

/** A unique that has no name of its own on SQLite gets the one that PostgreSQL would give it. */
export function nameOfIndex({ table, name, on }: Part) {
  return name.startsWith('sqlite_')
    ? `${table}${on.replaceAll(/\W+/g, '_')}key`
    : name;
}

/** A key that has no name yet gets one: table_table_fkey. */
export function nameOfKey({ table, name, is }: Part) {
  return name || `${table}_${/REFERENCES (\w+)/.exec(is)?.[1]}_fkey`;
}

import type { Sql } from '../sql.ts';

/** What has another name in each kind of database: types, and the character set of a table. */
export const types = {
  sqlite: {
    id: 'INTEGER PRIMARY KEY AUTOINCREMENT',
    uuid: 'UUID',
    boolean: 'TINYINT(1)',
    time: 'DATETIME',
    characters: '',
  },
  postgres: {
    id: 'INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY',
    uuid: 'UUID',
    boolean: 'BOOLEAN',
    time: 'TIMESTAMPTZ(3)',
    characters: '',
  },
  mysql: {
    id: 'INTEGER AUTO_INCREMENT PRIMARY KEY',
    uuid: 'CHAR(36) BINARY',
    boolean: 'BOOLEAN',
    time: 'DATETIME(3)',
    characters: ' CHARACTER SET utf8mb4 COLLATE utf8mb4_bin',
  },
};

export type Dialect = keyof typeof types;

/** What a migration gets. It imports nothing that could change after it has run. */
export interface Context {
  sql: Sql;
  dialect: Dialect;
  types: (typeof types)[Dialect];
}

export type Migration = (context: Context) => Promise<void>;

/** Something that whoever typed the command can mend: its message is all they need. */
export class MigrateError extends Error {}

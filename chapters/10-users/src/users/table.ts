import { type Dialect, isText } from '../posts/table.ts';

const dialects = {
  sqlite: {
    id: 'UUID',
    time: 'DATETIME',
    types: `,
      CONSTRAINT users_types_check CHECK (
        typeof(id) = 'text' AND length(id) = 36 AND id = lower(id)
        AND typeof(name) = 'text' AND instr(name, char(0)) = 0
        AND typeof(email) = 'text' AND instr(email, char(0)) = 0
        AND typeof(password_hash) = 'text'
        AND created_at IS strftime('%Y-%m-%d %H:%M:%f +00:00', created_at)
        AND updated_at IS strftime('%Y-%m-%d %H:%M:%f +00:00', updated_at)
      )`,
  },
  postgres: { id: 'UUID', time: 'TIMESTAMPTZ(3)', types: '' },
  mysql: { id: 'CHAR(36)', time: 'DATETIME(3)', types: '' },
};

export function createUsersTable(dialect: Dialect) {
  const { id, time, types } = dialects[dialect];

  return `
    CREATE TABLE IF NOT EXISTS users (
      id ${id} NOT NULL PRIMARY KEY,
      name VARCHAR(100) NOT NULL,
      email VARCHAR(254) NOT NULL,
      password_hash VARCHAR(60) NOT NULL,
      created_at ${time} NOT NULL,
      updated_at ${time} NOT NULL,
      CONSTRAINT users_email_key UNIQUE (email),
      CONSTRAINT users_name_check CHECK (${isText(dialect, 'name', 100)}),
      CONSTRAINT users_email_check CHECK (
        email = lower(email) AND email LIKE '_%@_%' AND length(email) <= 254
      ),
      CONSTRAINT users_password_hash_check CHECK (length(password_hash) = 60)${types}
    )`;
}

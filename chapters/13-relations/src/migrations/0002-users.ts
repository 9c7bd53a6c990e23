import type { Migration } from '../migrate/types.ts';

const blanks =
  '\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007' +
  '\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff';

const typeChecks = `,
      CONSTRAINT users_types_check CHECK (
        typeof(id) = 'text' AND length(id) = 36 AND id = lower(id)
        AND typeof(name) = 'text' AND instr(name, char(0)) = 0
        AND typeof(email) = 'text' AND instr(email, char(0)) = 0
        AND typeof(password_hash) = 'text'
        AND created_at IS strftime('%Y-%m-%d %H:%M:%f +00:00', created_at)
        AND updated_at IS strftime('%Y-%m-%d %H:%M:%f +00:00', updated_at)
      )`;

export const up: Migration = async ({ sql, dialect, types }) => {
  const isName =
    dialect === 'mysql'
      ? "char_length(name) <= 100 AND name RLIKE '[^[:space:]]'"
      : `length(name) <= 100 AND trim(name, '${blanks}') <> ''`;

  await sql(`
    CREATE TABLE users (
      id ${types.uuid} NOT NULL PRIMARY KEY,
      name VARCHAR(100) NOT NULL,
      email VARCHAR(254) NOT NULL,
      password_hash VARCHAR(60) NOT NULL,
      created_at ${types.time} NOT NULL,
      updated_at ${types.time} NOT NULL,
      CONSTRAINT users_email_key UNIQUE (email),
      CONSTRAINT users_name_check CHECK (${isName}),
      CONSTRAINT users_email_check CHECK (
        email = lower(email) AND email LIKE '_%@_%' AND length(email) <= 254
      ),
      CONSTRAINT users_password_hash_check CHECK (length(password_hash) = 60)${dialect === 'sqlite' ? typeChecks : ''}
    )${types.characters}`);
};

export const down: Migration = async ({ sql }) => {
  await sql('DROP TABLE users');
};

/** What a column is called where the two databases differ, and what SQLite checks only when told. */
const dialects = {
  sqlite: {
    id: 'INTEGER PRIMARY KEY AUTOINCREMENT',
    boolean: 'TINYINT(1)',
    time: 'DATETIME',
    types: `,
      CONSTRAINT posts_types_check CHECK (
        typeof(title) = 'text' AND instr(title, char(0)) = 0
        AND typeof(content) = 'text' AND instr(content, char(0)) = 0
        AND published IN (0, 1)
        AND created_at IS strftime('%Y-%m-%d %H:%M:%f +00:00', created_at)
        AND updated_at IS strftime('%Y-%m-%d %H:%M:%f +00:00', updated_at)
      )`,
  },
  postgres: {
    id: 'INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY',
    boolean: 'BOOLEAN',
    time: 'TIMESTAMPTZ(3)',
    types: '',
  },
  mysql: {
    id: 'INTEGER AUTO_INCREMENT PRIMARY KEY',
    boolean: 'BOOLEAN',
    time: 'DATETIME(3)',
    types: ', CONSTRAINT posts_published_check CHECK (published IN (0, 1))',
  },
};

export type Dialect = keyof typeof dialects;

/** Everything that JavaScript's `trim` takes away. */
const blanks =
  '\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007' +
  '\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff';

export function createPostsTable(dialect: Dialect) {
  const { id, boolean, time, types } = dialects[dialect];
  const characters =
    dialect === 'mysql' ? ' CHARACTER SET utf8mb4 COLLATE utf8mb4_bin' : '';

  return `
    CREATE TABLE IF NOT EXISTS posts (
      id ${id},
      title VARCHAR(255) NOT NULL,
      content TEXT NOT NULL,
      published ${boolean} NOT NULL DEFAULT true,
      created_at ${time} NOT NULL,
      updated_at ${time} NOT NULL,
      CONSTRAINT posts_title_check CHECK (${isText(dialect, 'title', 255)}),
      CONSTRAINT posts_content_check CHECK (${isText(dialect, 'content', 10_000)})${types}
    )${characters}`;
}

export function isText(dialect: Dialect, column: string, most: number) {
  return dialect === 'mysql'
    ? `char_length(${column}) <= ${most} AND ${column} RLIKE '[^[:space:]]'`
    : `length(${column}) <= ${most} AND trim(${column}, '${blanks}') <> ''`;
}

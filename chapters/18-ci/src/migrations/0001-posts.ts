import type { Migration } from '../migrate/types.ts';

/** Everything that JavaScript's `trim` takes away. */
const blanks =
  '\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007' +
  '\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000\ufeff';

/** What a database checks that the others know from the type. */
const typeChecks = {
  sqlite: `,
      CONSTRAINT posts_types_check CHECK (
        typeof(title) = 'text' AND instr(title, char(0)) = 0
        AND typeof(content) = 'text' AND instr(content, char(0)) = 0
        AND published IN (0, 1)
        AND created_at IS strftime('%Y-%m-%d %H:%M:%f +00:00', created_at)
        AND updated_at IS strftime('%Y-%m-%d %H:%M:%f +00:00', updated_at)
      )`,
  postgres: '',
  mysql: ', CONSTRAINT posts_published_check CHECK (published IN (0, 1))',
};

export const up: Migration = async ({ sql, dialect, types }) => {
  const isText = (column: string, most: number) =>
    dialect === 'mysql'
      ? `char_length(${column}) <= ${most} AND ${column} RLIKE '[^[:space:]]'`
      : `length(${column}) <= ${most} AND trim(${column}, '${blanks}') <> ''`;
  const title = dialect === 'postgres' ? 'title COLLATE "C"' : 'title';

  await sql(`
    CREATE TABLE posts (
      id ${types.id},
      title VARCHAR(255) NOT NULL,
      content TEXT NOT NULL,
      published ${types.boolean} NOT NULL DEFAULT true,
      created_at ${types.time} NOT NULL,
      updated_at ${types.time} NOT NULL,
      CONSTRAINT posts_title_check CHECK (${isText('title', 255)}),
      CONSTRAINT posts_content_check CHECK (${isText('content', 10_000)})${typeChecks[dialect]}
    )${types.characters}`);
  await sql('CREATE INDEX posts_created_at_id ON posts (created_at, id)');
  await sql(`CREATE INDEX posts_title_id ON posts (${title}, id)`);
};

export const down: Migration = async ({ sql }) => {
  await sql('DROP TABLE posts');
};

/** The title as an index and a sort see it. SQLite goes by code point by itself, PostgreSQL when told. */
export function titleByCodePoint(dialect: string) {
  return dialect === 'postgres' ? 'title COLLATE "C"' : 'title';
}

/** The statements that make the indexes for the sorts of the list. */
export function createPostsIndexes(dialect: string) {
  return [
    'CREATE INDEX IF NOT EXISTS posts_created_at_id ON posts (created_at, id)',
    `CREATE INDEX IF NOT EXISTS posts_title_id ON posts (${titleByCodePoint(dialect)}, id)`,
  ];
}

/** The title as an index and a sort see it. SQLite goes by code point by itself, PostgreSQL when told. */
export function titleByCodePoint(dialect: string) {
  return dialect === 'postgres' ? 'title COLLATE "C"' : 'title';
}

/** The indexes for the sorts of the list, as the model tells Sequelize. */
export function postsIndexes(dialect: string) {
  const title =
    dialect === 'postgres' ? { name: 'title', collate: 'C' } : 'title';

  return [
    { name: 'posts_created_at_id', fields: ['created_at', 'id'] },
    { name: 'posts_title_id', fields: [title, 'id'] },
    { name: 'posts_owner_id_id', fields: ['owner_id', 'id'] },
  ];
}

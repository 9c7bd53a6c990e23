import type { Sql } from '../sql.ts';

export interface PostInput {
  title: string;
  content: string;
  published: boolean;
}

export interface Post extends PostInput {
  id: number;
  createdAt: Date;
  updatedAt: Date;
}

interface PostRow {
  id: number;
  title: string;
  content: string;
  published: boolean | 0 | 1;
  created_at: Date | string;
  updated_at: Date | string;
}

export type PostStore = ReturnType<typeof createPostStore>;

export function createPostStore(sql: Sql) {
  return {
    async list() {
      const rows = await sql<PostRow>(
        'SELECT * FROM posts ORDER BY id LIMIT 100',
      );
      return rows.map(toPost);
    },

    async find(id: number) {
      const rows = await sql<PostRow>('SELECT * FROM posts WHERE id = $1', [
        id,
      ]);
      return rows.map(toPost)[0];
    },

    async create({ title, content, published }: PostInput) {
      const rows = await sql<PostRow>(
        `INSERT INTO posts (title, content, published, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $4)
         RETURNING *`,
        [title, content, published, now()],
      );
      return toPost(rows[0] as PostRow);
    },

    async update(id: number, changes: Partial<PostInput>) {
      const { title, content, published } = changes;
      const rows = await sql<PostRow>(
        `UPDATE posts
         SET title = COALESCE($1, title),
             content = COALESCE($2, content),
             published = COALESCE($3, published),
             updated_at = $4
         WHERE id = $5
         RETURNING *`,
        [title, content, published, now(), id],
      );
      return rows.map(toPost)[0];
    },

    async remove(id: number) {
      const rows = await sql('DELETE FROM posts WHERE id = $1 RETURNING id', [
        id,
      ]);
      return rows.length > 0;
    },
  };
}

/** Text that both databases take as a time, and that `new Date` reads. */
function now() {
  return new Date().toISOString().replace('T', ' ').replace('Z', ' +00:00');
}

function toPost(row: PostRow): Post {
  const { id, title, content, published, created_at, updated_at } = row;

  return {
    id,
    title,
    content,
    published: Boolean(published),
    createdAt: new Date(created_at),
    updatedAt: new Date(updated_at),
  };
}

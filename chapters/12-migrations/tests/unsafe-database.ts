import { openDatabase as open } from '../src/database.ts';
import type { PostInput } from '../src/posts/store.ts';
import type { Settings } from '../src/settings.ts';

/** The database of this chapter, but its `update` glues the title into the SQL. For demonstrations only. */
export async function openDatabase(settings: Settings) {
  const database = await open(settings);
  const { sql, posts } = database;

  async function update(id: number, { title }: Partial<PostInput>) {
    await sql(`UPDATE posts SET title = '${title}' WHERE id = ${id}`);
    return posts.find(id);
  }

  return { ...database, posts: { ...posts, update } };
}

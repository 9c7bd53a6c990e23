import { openDatabase as open } from '../src/database.ts';
import type { Viewer } from '../src/posts/ownership.ts';
import type { PostInput } from '../src/posts/store.ts';
import type { Settings } from '../src/settings.ts';

/** The database of this chapter, but its `update` glues the title into the SQL. For demonstrations only. */
export async function openDatabase(settings: Settings) {
  const database = await open(settings);
  const { sql, posts } = database;

  async function update(
    id: number,
    { title }: Partial<PostInput>,
    owner: Viewer,
  ) {
    await sql(`UPDATE posts SET title = '${title}' WHERE id = ${id}`);
    return posts.find(id, owner);
  }

  return { ...database, posts: { ...posts, update } };
}

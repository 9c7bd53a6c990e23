import { createPostStore } from './posts/store.ts';
import type { Settings } from './settings.ts';

export type Database = Awaited<ReturnType<typeof openDatabase>>;

export async function openDatabase(settings: Settings) {
  return { posts: createPostStore() };
}

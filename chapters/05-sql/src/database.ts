import { openPostgres } from './postgres.ts';
import { createPostStore } from './posts/store.ts';
import { createPostsTable } from './posts/table.ts';
import type { Settings } from './settings.ts';
import { openSqlite } from './sqlite.ts';

export type Database = Awaited<ReturnType<typeof openDatabase>>;

export async function openDatabase({ databaseUrl }: Settings) {
  const { dialect, sql, close } = await connect(databaseUrl);

  await sql(createPostsTable(dialect));

  return { sql, posts: createPostStore(sql), close };
}

function connect(url: string) {
  const [, file] = /^sqlite:(.+)/.exec(url) ?? [];

  return file ? openSqlite(file) : openPostgres(url);
}

import { readFile, writeFile } from 'node:fs/promises';
import { openDatabase } from '../src/database.ts';
import { readSettings, type Settings } from '../src/settings.ts';
import { emptyDatabase } from './empty-database.ts';

let migrated: Promise<Buffer> | undefined;

/** Opens a database. On SQLite it is a copy of one that was migrated once for all tests. */
export async function openMigrated(settings: Settings) {
  const file = fileOf(settings.databaseUrl);
  if (file) await writeFile(file, await (migrated ??= migrate()));
  return openDatabase(settings);
}

async function migrate() {
  const { url, remove } = await emptyDatabase();
  const database = await openDatabase(readSettings({ DATABASE_URL: url }));
  await database.close();

  const bytes = await readFile(fileOf(url));
  await remove();
  return bytes;
}

function fileOf(url: string) {
  return /^sqlite:(.+)/.exec(url)?.[1] ?? '';
}

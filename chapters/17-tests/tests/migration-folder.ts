import { copyFile, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { ownFolder } from '../src/migrate/migrator.ts';

/** The names of the migrations of this chapter, the oldest first. */
export async function ownNames() {
  const files = await readdir(ownFolder);
  return files.map((file) => file.replace('.ts', '')).sort();
}

/** A folder with the migrations of this chapter, and those of `files`. */
export async function migrationFolder(files: Record<string, string> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'migrations-'));
  onTestFinished(() => rm(folder, { recursive: true }));

  for (const file of await readdir(ownFolder))
    await copyFile(join(ownFolder, file), join(folder, file));
  for (const [name, content] of Object.entries(files))
    await writeFile(join(folder, `${name}.ts`), content);
  return folder;
}

/** The content of a migration that runs these statements. */
export function migration(up: string[], down: string[]) {
  const lines = (statements: string[]) =>
    statements.map((text) => `await sql(${JSON.stringify(text)});`).join('\n');

  return `export const up = async ({ sql }) => { ${lines(up)} };
export const down = async ({ sql }) => { ${lines(down)} };`;
}

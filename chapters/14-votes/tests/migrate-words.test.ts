import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { runCommand } from '../src/migrate/commands.ts';
import { test } from './fixtures.ts';
import { migrationFolder, ownNames } from './migration-folder.ts';

test.for([
  ['no command', [], /^Use: npm run migrate -- up /],
  ['an unknown command', ['sideways'], /^Use: /],
  ['a name of every object', ['constructor'], /^Use: /],
  ['a word too many', ['up', '0001-posts'], /^Use: /],
  ['create without a name', ['create'], /^Use: /],
  ['to without a name', ['to'], /^Use: /],
  [
    'to a migration that is not there',
    ['to', '0009-x'],
    /^There is no migration 0009-x\. /,
  ],
  ['down when nothing is applied', ['down'], /^There is nothing to undo: /],
  [
    'a name with odd characters',
    ['create', '../evil'],
    /^Name the migration in small letters/,
  ],
  [
    'a name with capitals',
    ['generate', 'AddUsers'],
    /^Name the migration in small letters/,
  ],
  [
    'a name that is empty',
    ['create', ''],
    /^Name the migration in small letters/,
  ],
  [
    'a name that is taken',
    ['create', 'posts'],
    /^There is a migration 0001-posts\.ts already\. /,
  ],
] as const)(
  '%s is answered with one line',
  async ([, words, line], { settings }) => {
    const folder = await migrationFolder();
    const files = await readdir(folder);

    const answer = await runCommand([...words], { settings, folder }).catch(
      (error: Error) => error.message,
    );

    expect(answer).toMatch(line);
    expect(answer).not.toContain('\n');
    expect(await readdir(folder)).toEqual(files);
  },
);

test('create writes the next file, which fails until it is written', async ({
  settings,
}) => {
  const folder = await migrationFolder();
  const number = (await ownNames()).length + 1;
  const name = `${String(number).padStart(4, '0')}-add-notes`;

  const lines = await runCommand(['create', 'add-notes'], { settings, folder });

  expect(lines).toEqual([`Wrote ${name}.ts. Replace TODO in it.`]);
  expect(await readFile(join(folder, `${name}.ts`), 'utf8')).toContain(
    'export const down',
  );
  const failing = runCommand(['up'], { settings, folder });
  await expect(failing).rejects.toThrow(`Migration ${name} failed (up): `);
  await expect(failing).rejects.toThrow('"TODO"');
});

test('generate stops when there is no difference', async ({ settings }) => {
  await runCommand(['up'], { settings });

  const generated = runCommand(['generate', 'change'], { settings });

  await expect(generated).rejects.toThrow('there is nothing to generate');
});

test('generate stops when a migration is pending', async ({ settings }) => {
  const generated = runCommand(['generate', 'change'], { settings });

  await expect(generated).rejects.toThrow(
    '0001-posts is pending. Run up before generate.',
  );
});

import { expect } from 'vitest';
import { openDatabase } from '../src/database.ts';
import { runCommand } from '../src/migrate/commands.ts';
import { migration, migrationFolder, ownNames } from './migration-folder.ts';
import { test } from './old-database.ts';

test('the tables of the chapter before are adopted with their rows', async ({
  old,
  settings,
}) => {
  const database = await openDatabase(settings);

  expect(await database.Post.findAll({ raw: true })).toMatchObject([
    { id: 1, title: 'Hello' },
  ]);
  await database.close();
  const names = await ownNames();
  expect(await old('SELECT name FROM migrations ORDER BY name')).toEqual(
    names.map((name) => ({ name })),
  );
});

test('what comes after the adopted tables is pending', async ({
  old,
  settings,
}) => {
  const folder = await migrationFolder({
    '0901-notes': migration(['CREATE TABLE notes (id INTEGER)'], []),
  });

  const lines = await runCommand(['up'], { settings, folder });

  expect(lines).toEqual(['applied 0901-notes']);
  expect(await old('SELECT title FROM posts')).toHaveLength(1);
});

test('tables that no migration makes are left alone', async ({
  settings,
  bare: sql,
}) => {
  await sql('CREATE TABLE strangers (id INTEGER)');

  const lines = await runCommand(['up'], { settings });

  expect(lines).toContain('applied 0001-posts');
  expect(await sql('SELECT * FROM strangers')).toEqual([]);
});

import { expect } from 'vitest';
import { openDatabase } from '../src/database.ts';
import { runCommand } from '../src/migrate/commands.ts';
import { withMigrations } from '../src/migrate/run.ts';
import type { Settings } from '../src/settings.ts';
import { test } from './fixtures.ts';
import { migration, migrationFolder, ownNames } from './migration-folder.ts';
import { hello } from './rows.ts';
import { dump } from './schema-dump.ts';

const notes = migration(
  ['CREATE TABLE notes (id INTEGER PRIMARY KEY)'],
  ['DROP TABLE notes'],
);
const marks = migration(
  ['CREATE TABLE marks (id INTEGER PRIMARY KEY)'],
  ['DROP TABLE marks'],
);

function dumpOf(settings: Settings) {
  return withMigrations(settings, dump);
}

test('up, down and up again give the same schema', async ({ settings }) => {
  await runCommand(['up'], { settings });
  const first = await dumpOf(settings);

  await withMigrations(settings, async ({ applied, down }) =>
    down((await applied()).length),
  );
  const none = await dumpOf(settings);
  await runCommand(['up'], { settings });

  expect(await dumpOf(settings)).toEqual(first);
  expect(JSON.stringify(none)).not.toContain('posts');
});

test('a server that starts runs what is pending', async ({ settings }) => {
  const database = await openDatabase(settings);
  await database.close();

  const names = await ownNames();
  expect(await runCommand(['status'], { settings })).toEqual(
    names.map((name) => `applied ${name}`),
  );
});

test('up applies what is pending, in order and once', async ({ settings }) => {
  const folder = await migrationFolder({
    '0901-notes': notes,
    '0902-marks': marks,
  });
  await runCommand(['up'], { settings });

  const lines = await runCommand(['up'], { settings, folder });

  expect(lines).toEqual(['applied 0901-notes', 'applied 0902-marks']);
  expect(await runCommand(['up'], { settings, folder })).toEqual([
    'There is nothing to do.',
  ]);
});

test('to goes up and down until the name is the newest', async ({
  settings,
}) => {
  const folder = await migrationFolder({
    '0901-notes': notes,
    '0902-marks': marks,
  });
  const run = (...words: string[]) => runCommand(words, { settings, folder });

  expect(await run('to', '0901-notes')).toContain('applied 0901-notes');
  await run('up');
  expect(await run('to', '0901-notes')).toEqual(['undone 0902-marks']);
  expect(await run('status')).toEqual(
    expect.arrayContaining(['applied 0901-notes', 'pending 0902-marks']),
  );
  expect(await run('to', '0901-notes')).toEqual(['There is nothing to do.']);
});

test('down undoes one, and the rows of other tables stay', async ({
  settings,
  database: { Post },
}) => {
  const folder = await migrationFolder({ '0901-notes': notes });
  await Post.create(hello);
  await runCommand(['up'], { settings, folder });

  const lines = await runCommand(['down'], { settings, folder });

  expect(lines).toEqual(['undone 0901-notes']);
  expect(await Post.count()).toBe(1);
});

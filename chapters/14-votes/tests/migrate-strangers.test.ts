import { expect } from 'vitest';
import { openDatabase } from '../src/database.ts';
import { adopt } from '../src/migrate/adopt.ts';
import { runCommand } from '../src/migrate/commands.ts';
import { ownFolder } from '../src/migrate/migrator.ts';
import { types } from '../src/migrate/types.ts';
import { test as base } from './fixtures.ts';
import { migration, migrationFolder } from './migration-folder.ts';

const notes = migration(
  ['CREATE TABLE notes (id INTEGER PRIMARY KEY)'],
  ['DROP TABLE notes'],
);

/** A database on which a later release has run. */
const test = base.extend('later', async ({ settings }) => {
  const folder = await migrationFolder({ '0901-notes': notes });
  await runCommand(['up'], { settings, folder });
  return settings;
});

test('a release starts where a later one has been', async ({ later }) => {
  const database = await openDatabase(later);

  expect(await database.Post.count()).toBe(0);
  await database.close();
});

test('nothing is built on what is not known', async ({ later: settings }) => {
  const folder = await migrationFolder({
    '0902-marks': migration(['CREATE TABLE marks (id INTEGER)'], []),
  });

  const applied = runCommand(['up'], { settings, folder });

  await expect(applied).rejects.toThrow(
    '0901-notes is applied, and its file is not here. Run up where its file is.',
  );
});

test('nothing is generated from what is not known', async ({
  later: settings,
}) => {
  const generated = runCommand(['generate', 'drop-notes'], { settings });

  await expect(generated).rejects.toThrow('Run generate where its file is.');
});

test('two migrations with one number are refused', async ({ settings }) => {
  const folder = await migrationFolder({
    '0901-notes': notes,
    '0901-marks': notes,
  });

  const applied = runCommand(['up'], { settings, folder });

  await expect(applied).rejects.toThrow(
    /^0901-marks\.ts and 0901-notes\.ts have one number\. /,
  );
});

test('MariaDB with tables is told how to make the record', async ({
  settings,
}) => {
  const session = {
    dialect: 'mysql' as const,
    types: types.mysql,
    sql: async () => [{ table: 'posts' }] as never[],
    begin: async () => {},
    commit: async () => {},
    rollback: async () => {},
  };

  const adopted = adopt(session, settings, ownFolder);

  await expect(adopted).rejects.toThrow('make the record by hand: CREATE');
});

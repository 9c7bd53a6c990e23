import { expect } from 'vitest';
import { runCommand } from '../../src/migrate/commands.ts';
import { test as base } from '../../tests/fixtures.ts';
import { migration, migrationFolder } from '../../tests/migration-folder.ts';

const notes = migration(
  ['CREATE TABLE notes (id INTEGER PRIMARY KEY)'],
  ['DROP TABLE notes'],
);
const marks = migration(
  ['CREATE TABLE marks (id INTEGER PRIMARY KEY)'],
  ['DROP TABLE marks'],
);

/** Runs one command, and gives its lines or its message. */
const test = base.extend('migrate', async ({ settings }) => {
  const folder = await migrationFolder({
    '0901-notes': notes,
    '0902-marks': marks,
  });
  return (...words: string[]) =>
    runCommand(words, { settings, folder }).catch(
      ({ message }: Error) => message,
    );
});

test('redo undoes the newest migration and applies it', async ({ migrate }) => {
  await migrate('up');

  expect(await migrate('redo')).toEqual([
    'undone 0902-marks',
    'applied 0902-marks',
  ]);
});

test('redo leaves pending what is pending', async ({ migrate }) => {
  await migrate('to', '0901-notes');

  expect(await migrate('redo')).toEqual([
    'undone 0901-notes',
    'applied 0901-notes',
  ]);
  expect(await migrate('status')).toContain('pending 0902-marks');
});

test('redo says that nothing is applied', async ({ migrate }) => {
  expect(await migrate('redo')).toBe(
    'There is nothing to undo: no migration is applied.',
  );
});

test.for([
  ['redo', '0901-notes'],
  ['sideways', ''],
])('%s %s is answered with how to use it', async (words, { migrate }) => {
  expect(await migrate(...words.filter(Boolean))).toMatch(/^Use: .*\bredo\b/);
});

import { expect } from 'vitest';
import { runCommand } from '../src/migrate/commands.ts';
import { test } from './fixtures.ts';
import { migration, migrationFolder } from './migration-folder.ts';

test('check sees a table that is in no model', async ({ settings }) => {
  const folder = await migrationFolder({
    '0901-notes': migration(['CREATE TABLE notes (id INTEGER)'], []),
  });
  await runCommand(['up'], { settings, folder });

  const checked = runCommand(['check'], { settings, folder });

  await expect(checked).rejects.toThrow(
    'notes: the table is in the database, not in the models.',
  );
});

test('check sees what is pending', async ({ settings }) => {
  const answer = await runCommand(['check'], { settings }).catch(
    (error: Error) => error.message.split('\n'),
  );

  expect(answer).toEqual(
    expect.arrayContaining([
      '0001-posts is pending.',
      '0002-users is pending.',
      'posts: the table is in the models, not in the database.',
      'users: the table is in the models, not in the database.',
    ]),
  );
});

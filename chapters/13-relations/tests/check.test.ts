import { expect } from 'vitest';
import { runCommand } from '../src/migrate/commands.ts';
import { test as base } from './fixtures.ts';
import { migration, migrationFolder } from './migration-folder.ts';
import { defineNotes, notesIndex, notesTable } from './notes.ts';

/** Runs check on a database whose `notes` were made by these statements. */
const test = base.extend('check', ({ settings }) => {
  return async function check(table: string, ...more: string[]) {
    const folder = await migrationFolder({
      '0901-notes': migration([table, ...more], ['DROP TABLE notes']),
    });
    await runCommand(['up'], { settings, folder });
    return runCommand(['check'], { settings, folder, define: defineNotes });
  };
});

test('check says one line when models and tables agree', async ({ check }) => {
  expect(await check(notesTable, notesIndex)).toEqual([
    'Models and tables agree, and no migration is pending.',
  ]);
});

test.for([
  [
    'a NOT NULL',
    ' NOT NULL',
    '',
    'the column mail is VARCHAR(100) in the database, VARCHAR(100) NOT NULL in the models.',
  ],
  [
    'a type',
    'VARCHAR(100)',
    'VARCHAR(50)',
    'the column mail is VARCHAR(50) NOT NULL in the database, VARCHAR(100) NOT NULL in the models.',
  ],
  [
    'a column',
    ' text TEXT,',
    ' body TEXT,',
    'the column text is in the models, not in the database.',
  ],
  [
    'a unique',
    'UNIQUE (mail)',
    'CHECK (id > 0)',
    'the unique (mail) is in the models, not in the database.',
  ],
  [
    'a primary key',
    'INTEGER PRIMARY KEY',
    'INTEGER',
    'the primary key (id) is in the models, not in the database.',
  ],
  [
    'a foreign key',
    'FOREIGN KEY (post_id) REFERENCES posts (id) ON DELETE CASCADE',
    'CHECK (id > 0)',
    'the foreign key (post_id) is in the models, not in the database.',
  ],
  [
    'an ON DELETE',
    ' ON DELETE CASCADE',
    '',
    'the foreign key (post_id) is REFERENCES posts(id) in the database, REFERENCES posts(id) ON DELETE CASCADE in the models.',
  ],
] as const)(
  'check sees %s that is lost',
  async ([, part, other, line], { check }) => {
    const text = notesTable
      .replace(part, other)
      .replace("text <> ''", 'id > 0');

    await expect(check(text)).rejects.toThrow(`notes: ${line}`);
  },
);

test('check sees an index that is lost, and one too many', async ({
  check,
}) => {
  const checked = check(
    notesTable,
    'CREATE UNIQUE INDEX notes_text ON notes (text)',
  );

  await expect(checked).rejects.toThrow(
    'notes: the unique (text) is in the database, not in the models.\nnotes: the index (text) is in the models, not in the database.',
  );
});

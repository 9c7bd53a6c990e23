import { DataTypes } from 'sequelize';
import { expect, inject } from 'vitest';
import { readdir } from 'node:fs/promises';
import { runCommand } from '../src/migrate/commands.ts';
import type { Define } from '../src/migrate/drift.ts';
import { test } from './fixtures.ts';
import { migration, migrationFolder } from './migration-folder.ts';
import { postId, text, withNotes } from './models.ts';

const id = { type: DataTypes.INTEGER, primaryKey: true };
const number = { type: DataTypes.INTEGER };

/** A table, the models that want another, and what generate says. */
const cases: [string, string, Define, RegExp][] = [
  [
    'a changed type',
    'text VARCHAR(50)',
    withNotes({ id, text }),
    /VARCHAR\(50\) in the database, VARCHAR\(100\) in the models\. generate changes nothing that stays\./,
  ],
  [
    'a lost NOT NULL',
    'text VARCHAR(100) NOT NULL',
    withNotes({ id, text }),
    /generate changes nothing that stays\./,
  ],
  [
    'a new name',
    'body VARCHAR(100)',
    withNotes({ id, text }),
    /generate cannot tell a new name from one that goes and one that comes\./,
  ],
  [
    'a column that must have a value',
    'text VARCHAR(100)',
    withNotes({ id, text, count: { ...number, allowNull: false } }),
    /the column count .* The rows that are there have no value for it\./,
  ],
  [
    'a column that a CHECK names',
    "text VARCHAR(100) CHECK (text <> '')",
    withNotes({ id }),
    /the column text .* A CHECK of the table names it\./,
  ],
  [
    'a unique in the table',
    'text VARCHAR(100) UNIQUE',
    withNotes({ id, text }),
    /the unique \(text\) .* It stands in the definition of the table\./,
  ],
  [
    'another primary key',
    'text VARCHAR(100)',
    withNotes({ id, text: { ...text, primaryKey: true } }),
    /generate changes nothing that stays\./,
  ],
  [
    'a new name of a table',
    'text VARCHAR(100)',
    withNotes({ id, text }, { tableName: 'remarks' }),
    /generate cannot tell a new name/,
  ],
];
if (!inject('databaseUrl'))
  cases.push([
    'a key of a column that stays',
    'post_id INTEGER',
    withNotes({ id, postId }),
    /SQLite takes or leaves a foreign key only together with its column\./,
  ]);

test.for(cases)(
  'generate stops at %s',
  async ([, column, define, reason], { settings }) => {
    const folder = await migrationFolder({
      '0901-notes': migration(
        [`CREATE TABLE notes (id INTEGER PRIMARY KEY, ${column})`],
        [],
      ),
    });
    await runCommand(['up'], { settings, folder });
    const files = await readdir(folder);

    const generated = runCommand(['generate', 'change'], {
      settings,
      folder,
      define,
    });

    await expect(generated).rejects.toThrow(reason);
    await expect(generated).rejects.toThrow(
      / Make a file with create, and write this migration by hand\.$/,
    );
    expect(await readdir(folder)).toEqual(files);
  },
);

import { MigrationError } from 'umzug';
import { expect } from 'vitest';
import { runCommand } from '../src/migrate/commands.ts';
import { explainFailure } from '../src/migrate/failure.ts';
import { withMigrations } from '../src/migrate/run.ts';
import { test } from './fixtures.ts';
import { migration, migrationFolder } from './migration-folder.ts';
import { hello, insertPost } from './rows.ts';
import { dump } from './schema-dump.ts';

const create = 'CREATE TABLE notes (id INTEGER PRIMARY KEY)';

test('a migration that fails leaves nothing of itself', async ({
  settings,
  database: { sql },
}) => {
  const folder = await migrationFolder({
    '0901-bad': migration(
      [
        create,
        'DELETE FROM posts',
        'ALTER TABLE posts ADD COLUMN summary TEXT',
        'INSERT INTO nowhere VALUES (1)',
      ],
      [],
    ),
  });
  await insertPost(sql, hello);
  const before = await withMigrations(settings, dump);

  const failing = runCommand(['up'], { settings, folder });

  await expect(failing).rejects.toThrow(
    /^Migration 0901-bad failed \(up\): .*nowhere.*\. Nothing of it stays\.$/,
  );
  expect(await withMigrations(settings, dump)).toEqual(before);
  expect(await sql('SELECT title FROM posts')).toEqual([{ title: 'Hello' }]);
  expect(await runCommand(['status'], { settings, folder })).toContain(
    'pending 0901-bad',
  );
});

test('what ran before a migration that fails stays', async ({ settings }) => {
  const folder = await migrationFolder({
    '0901-good': migration([create], ['DROP TABLE notes']),
    '0902-bad': migration(['TODO'], []),
  });

  const failing = runCommand(['up'], { settings, folder });

  await expect(failing).rejects.toThrow('Migration 0902-bad failed (up)');
  const lines = await runCommand(['status'], { settings, folder });
  expect(lines.slice(-2)).toEqual(['applied 0901-good', 'pending 0902-bad']);
});

test('a down that fails leaves its migration applied', async ({ settings }) => {
  const folder = await migrationFolder({
    '0901-bad': migration([create], ['DROP TABLE notes', 'TODO']),
  });
  await runCommand(['up'], { settings, folder });
  const before = await withMigrations(settings, dump, folder);

  const failing = runCommand(['down'], { settings, folder });

  await expect(failing).rejects.toThrow('Migration 0901-bad failed (down)');
  expect(await withMigrations(settings, dump, folder)).toEqual(before);
  expect(await runCommand(['status'], { settings, folder })).toContain(
    'applied 0901-bad',
  );
});

test('nothing is undone over a migration without a file', async ({
  settings,
}) => {
  const folder = await migrationFolder({
    '0901-notes': migration([create], ['DROP TABLE notes']),
  });
  await runCommand(['up'], { settings, folder });

  const undone = runCommand(['down'], { settings });

  await expect(undone).rejects.toThrow(
    '0901-notes is applied, and its file is not here.',
  );
});

test('a failure on MariaDB says what stays', () => {
  const migration = { name: '0901-bad', direction: 'up' as const, context: {} };
  const error = new MigrationError(migration, new Error('no'));

  expect(explainFailure(error, { dialect: 'mysql' })).toMatch(
    /^Migration 0901-bad failed \(up\): no\. What it did before stays: /,
  );
});

import { expect } from 'vitest';
import { runCommand } from '../../src/migrate/commands.ts';
import { withMigrations } from '../../src/migrate/run.ts';
import { test as base } from '../../tests/fixtures.ts';
import { migration, migrationFolder } from '../../tests/migration-folder.ts';
import { dump } from '../../tests/schema-dump.ts';

const create = 'CREATE TABLE notes (id INTEGER PRIMARY KEY)';
const asking = `export const up = async ({ sql }) => {
  await sql('${create}');
  await sql('INSERT INTO notes (id) VALUES (1), (2)');
  for (const { id } of await sql('SELECT id FROM notes ORDER BY id'))
    await sql(\`  UPDATE notes SET id = id + 10 WHERE id = \${id}
    \`);
};`;

/** What plan says about these migrations, and whether all is as it was. */
const test = base.extend('planned', ({ settings }) => {
  return async (files: Record<string, string>) => {
    const folder = await migrationFolder(files);
    await runCommand(['up'], { settings });
    const before = await withMigrations(settings, dump);
    const said = await runCommand(['plan'], { settings, folder }).catch(
      ({ message }: Error) => message,
    );
    expect(await withMigrations(settings, dump)).toEqual(before);
    return { said, status: await runCommand(['status'], { settings, folder }) };
  };
});

test('plan prints the statements of what is pending', async ({ planned }) => {
  const { said, status } = await planned({
    '0901-notes': asking,
    '0902-marks': migration(['DROP TABLE notes'], []),
  });

  expect(said).toEqual([
    '-- 0901-notes',
    create,
    'INSERT INTO notes (id) VALUES (1), (2)',
    'SELECT id FROM notes ORDER BY id',
    'UPDATE notes SET id = id + 10 WHERE id = 1',
    'UPDATE notes SET id = id + 10 WHERE id = 2',
    '-- 0902-marks',
    'DROP TABLE notes',
  ]);
  expect(status.slice(-2)).toEqual([
    'pending 0901-notes',
    'pending 0902-marks',
  ]);
});

test('plan of a migration that fails leaves nothing', async ({ planned }) => {
  const { said, status } = await planned({
    '0901-bad': migration([create, 'INSERT INTO nowhere VALUES (1)'], []),
  });

  expect(said).toContain('nowhere');
  expect(status).toContain('pending 0901-bad');
});

test('plan says that there is nothing to do', async ({ planned }) => {
  const { said } = await planned({});

  expect(said).toEqual(['There is nothing to do.']);
});

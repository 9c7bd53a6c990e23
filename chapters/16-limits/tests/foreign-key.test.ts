import { expect, onTestFinished } from 'vitest';
import { connect } from '../src/connect.ts';
import { readParts } from '../src/migrate/parts.ts';
import { createSession } from '../src/migrate/session.ts';
import { defineModels } from '../src/models.ts';
import type { Settings } from '../src/settings.ts';
import { test } from './fixtures.ts';

/** The foreign keys of the posts. SQLite tells their names nowhere but in the SQL of the table. */
async function foreignKeys(settings: Settings, sync = false) {
  const sequelize = connect(settings);
  onTestFinished(() => sequelize.close());
  if (sync) {
    defineModels(sequelize);
    await sequelize.sync();
  }

  const parts = await readParts(createSession(sequelize));
  const table = parts.find(({ name }) => name === 'posts')?.detail ?? '';
  const [, name] = /CONSTRAINT (\w+) REFERENCES/.exec(table) ?? [];
  return parts
    .filter(({ kind, table }) => kind === 'foreign key' && table === 'posts')
    .map((part) => ({ ...part, name: part.name || name }));
}

test('the foreign key has a name and four more facts', async ({
  database,
  settings,
}) => {
  expect(database.posts).toBeDefined();
  expect(await foreignKeys(settings)).toMatchObject([
    {
      table: 'posts',
      on: '(owner_id)',
      name: 'posts_users_fkey',
      is: 'REFERENCES users(id) ON DELETE CASCADE',
    },
  ]);
});

// On PostgreSQL, sync looks at the indexes of every schema, and those of other tests come and go meanwhile.
test(
  'sync gives the key another name, or none',
  { retry: 3 },
  async ({ settings }) => {
    const [key] = await foreignKeys(settings, true);

    const isSqlite = settings.databaseUrl.startsWith('sqlite');
    expect(key?.name).toBe(isSqlite ? undefined : 'posts_owner_id_fkey');
  },
);

import { randomUUID } from 'node:crypto';
import { Umzug, memoryStorage, SequelizeStorage } from 'umzug';
import { expect, inject, onTestFinished } from 'vitest';
import { connect } from '../src/connect.ts';
import { runCommand } from '../src/migrate/commands.ts';
import { createSql } from '../src/sql.ts';
import { test } from './fixtures.ts';
import { migration, migrationFolder } from './migration-folder.ts';

test('Umzug alone calls a migration without a down undone', async () => {
  const umzug = new Umzug({
    migrations: [{ name: 'one-way', up: async () => {} }],
    storage: memoryStorage(),
    logger: undefined,
  });
  await umzug.up();

  const undone = await umzug.down();

  expect(undone).toMatchObject([{ name: 'one-way' }]);
});

test('a migration without a down is not undone', async ({ settings }) => {
  const folder = await migrationFolder({
    '0901-one-way': 'export const up = async () => {};',
  });
  await runCommand(['up'], { settings, folder });

  const undone = runCommand(['down'], { settings, folder });

  await expect(undone).rejects.toThrow('Migration 0901-one-way failed (down)');
});

// On SQLite the storage would wait for the transaction, and fail.
if (inject('databaseUrl')) {
  test("the record of Umzug's SequelizeStorage outlives the transaction", async ({
    settings,
  }) => {
    const sequelize = connect(settings);
    onTestFinished(() => sequelize.close());
    // Of its own name: Sequelize looks for a table's indexes in all schemas.
    const storage = new SequelizeStorage({
      sequelize,
      tableName: randomUUID(),
    });

    const failing = sequelize.transaction(async () => {
      await storage.logMigration({ name: '0901-bad' });
      throw new Error('no');
    });

    await expect(failing).rejects.toThrow('no');
    expect(await storage.executed()).toEqual(['0901-bad']);
  });
}

if (inject('databaseUrl')) {
  test('describeTable on PostgreSQL looks into the schema public', async ({
    database: { sql },
    settings,
  }) => {
    const sequelize = connect(settings);
    onTestFinished(() => sequelize.close());
    expect(await sql('SELECT * FROM posts')).toEqual([]);

    const described = sequelize.getQueryInterface().describeTable('posts');

    await expect(described).rejects.toThrow('No description found for "posts"');
  });
}

if (!inject('databaseUrl')) {
  test('SQLite runs the first of two statements in one text', async ({
    settings,
  }) => {
    const folder = await migrationFolder({
      '0901-two': migration(
        ['CREATE TABLE notes (id INTEGER); CREATE TABLE marks (id INTEGER)'],
        [],
      ),
    });
    await runCommand(['up'], { settings, folder });
    const sequelize = connect(settings);
    onTestFinished(() => sequelize.close());
    const sql = createSql(sequelize);

    expect(await sql('SELECT * FROM notes')).toEqual([]);
    await expect(sql('SELECT * FROM marks')).rejects.toThrow('no such table');
  });
}

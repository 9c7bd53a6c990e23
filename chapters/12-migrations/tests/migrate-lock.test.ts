import request from 'supertest';
import { expect, inject } from 'vitest';
import { createApp } from '../src/app.ts';
import { openDatabase } from '../src/database.ts';
import { runCommand } from '../src/migrate/commands.ts';
import { migrateUp } from '../src/migrate/run.ts';
import { test } from './fixtures.ts';
import { migration, migrationFolder, ownNames } from './migration-folder.ts';

test.for(Array.from({ length: 10 }, (_, count) => count + 1))(
  'two instances that start together migrate once, time %i',
  async (_, { settings }) => {
    const opened = Promise.all([
      openDatabase(settings),
      openDatabase(settings),
    ]);

    await expect(opened).resolves.toHaveLength(2);
    for (const database of await opened) {
      const visitor = request(createApp(settings, database));
      expect((await visitor.get('/posts')).status).toBe(200);
      await database.close();
    }
    const names = await ownNames();
    expect(await runCommand(['status'], { settings })).toEqual(
      names.map((name) => `applied ${name}`),
    );
  },
);

test('each migration runs in one of two instances', async ({ settings }) => {
  const slow = `export const up = async ({ sql }) => {
    await sql('CREATE TABLE notes (id INTEGER PRIMARY KEY)');
    await new Promise((done) => setTimeout(done, 300));
  };`;
  const folder = await migrationFolder({
    '0901-slow': slow,
    '0902-marks': migration(
      ['CREATE TABLE marks (id INTEGER PRIMARY KEY)'],
      [],
    ),
  });

  const runs = await Promise.all([
    migrateUp(settings, folder),
    migrateUp(settings, folder),
  ]);

  const [nothing, everything] = runs.sort((a, b) => a.length - b.length);
  expect(nothing).toEqual([]);
  expect(everything?.slice(-2)).toEqual([
    'applied 0901-slow',
    'applied 0902-marks',
  ]);
});

/** Computes for a minute, as far as the pool can tell. */
const slow = `export const up = async ({ sql }) => {
  const { now } = Date;
  Date.now = () => now() + 60_000;
  await new Promise((done) => setTimeout(done, 1100)).finally(() => { Date.now = now; });
  await sql('CREATE TABLE notes (id INTEGER PRIMARY KEY)');
};`;

// SQLite's connection is in no pool.
if (inject('databaseUrl')) {
  test('a migration that computes for a minute keeps its connection', async ({
    settings,
  }) => {
    const folder = await migrationFolder({ '0901-slow': slow });

    const lines = await runCommand(['up'], { settings, folder });

    expect(lines).toContain('applied 0901-slow');
  });
}

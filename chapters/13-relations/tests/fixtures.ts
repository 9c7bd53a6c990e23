import request from 'supertest';
import { test as base } from 'vitest';
import { createApp } from '../src/app.ts';
import { readSettings } from '../src/settings.ts';
import { emptyDatabase } from './empty-database.ts';
import { openMigrated } from './migrated.ts';
import { insertSomebody } from './rows.ts';
import { signIn } from './sign-in.ts';

export const test = base
  .extend('settings', async ({}, { onCleanup }) => {
    const { url, remove } = await emptyDatabase();
    onCleanup(remove);
    return readSettings({
      DATABASE_URL: url,
      BCRYPT_COST: '4',
      JWT_SECRET: 'a secret for the tests and nothing else',
    });
  })
  .extend('database', async ({ settings }, { onCleanup }) => {
    const database = await openMigrated(settings);
    onCleanup(() => database.close());
    await insertSomebody(database.sql);
    return database;
  })
  .extend('sql', ({ database }) => database.sql)
  .extend('app', ({ settings, database }) => createApp(settings, database))
  .extend('visitor', ({ app }) => request(app))
  .extend('alice', ({ app }) => signIn(app))
  .extend('bob', ({ app }) => signIn(app, 'bob'));

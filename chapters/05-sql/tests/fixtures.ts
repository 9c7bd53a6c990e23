import request from 'supertest';
import { test as base } from 'vitest';
import { createApp } from '../src/app.ts';
import { openDatabase } from '../src/database.ts';
import { readSettings } from '../src/settings.ts';
import { emptyDatabase } from './empty-database.ts';
import { signIn } from './sign-in.ts';

export const test = base
  .extend('settings', async ({}, { onCleanup }) => {
    const { url, remove } = await emptyDatabase();
    onCleanup(remove);
    return readSettings({ DATABASE_URL: url });
  })
  .extend('database', async ({ settings }, { onCleanup }) => {
    const database = await openDatabase(settings);
    onCleanup(() => database.close());
    return database;
  })
  .extend('sql', ({ database }) => database.sql)
  .extend('app', ({ settings, database }) => createApp(settings, database))
  .extend('visitor', ({ app }) => request(app))
  .extend('alice', ({ app }) => signIn(app));

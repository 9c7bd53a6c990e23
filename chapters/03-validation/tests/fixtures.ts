import request from 'supertest';
import { test as base } from 'vitest';
import { createApp } from '../src/app.ts';
import { openDatabase } from '../src/database.ts';
import { readSettings } from '../src/settings.ts';

const settings = readSettings({});

export const test = base
  .extend('database', () => openDatabase(settings))
  .extend('visitor', ({ database }) => request(createApp(settings, database)))
  .extend('alice', ({ visitor }) => visitor);

import { format } from 'node:util';
import request from 'supertest';
import { expect, onTestFinished, vi } from 'vitest';
import { createApp } from '../src/app.ts';
import { openDatabase } from '../src/database.ts';
import type { Settings } from '../src/settings.ts';
import { test } from './fixtures.ts';

const carol = {
  name: 'Carol',
  email: 'carol@example.com',
  password: 'correct horse battery',
};

const refusesHashes = `CREATE TABLE users (
  id VARCHAR(36), name VARCHAR(100), email VARCHAR(254),
  password_hash VARCHAR(60) CONSTRAINT broken CHECK (password_hash = ''),
  created_at VARCHAR(40), updated_at VARCHAR(40))`;

/** An API whose SQL log is on, and all that it says: to the client, and to the console. */
async function startListening(settings: Settings) {
  const logged: string[] = [];
  for (const name of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    const spy = vi.spyOn(console, name);
    spy.mockImplementation((...said) => void logged.push(format(...said)));
    onTestFinished(() => spy.mockRestore());
  }
  const database = await openDatabase({ ...settings, logSql: true });
  onTestFinished(() => database.close());
  const visitor = request(createApp(settings, database));

  return { database, logged, register };

  async function register(body: string | object) {
    const type = 'application/json';
    const response = await visitor.post('/users').type(type).send(body);
    const { status, headers, text } = response;
    const all = [JSON.stringify(headers), text, ...logged].join('\n');
    return { status, all };
  }
}

test.for([
  [201, 'nothing wrong', carol],
  [422, 'no e-mail address', { ...carol, email: 'carol' }],
  [422, 'one member more', { ...carol, admin: true }],
  [422, 'too long', { ...carol, password: carol.password.repeat(4) }],
  [422, 'a list', { ...carol, password: [carol.password] }],
  [400, 'cut off', JSON.stringify(carol).slice(0, -1)],
] as const)(
  'a registration that answers %i tells no secret: %s',
  async ([expected, , body], { settings }) => {
    const { register } = await startListening(settings);

    const { status, all } = await register(body);

    expect(status).toBe(expected);
    expect(all).not.toContain(carol.password);
    expect(all).not.toContain('$2b$');
  },
);

test('a registration that answers 409 tells no secret', async ({
  settings,
}) => {
  const { register, logged } = await startListening(settings);
  await register(carol);

  const { status, all } = await register(carol);

  expect(status).toBe(409);
  expect(logged.join()).toContain('INSERT INTO');
  expect(all).not.toContain(carol.password);
  expect(all).not.toContain('$2b$');
});

test.for([
  ['is gone', []],
  ['refuses the hash', [refusesHashes]],
] as const)(
  'a registration that fails tells no secret: the table %s',
  async ([, statements], { settings }) => {
    const { database, register, logged } = await startListening(settings);
    for (const text of ['ALTER TABLE users RENAME TO gone', ...statements])
      await database.sql(text);

    const { status, all } = await register(carol);

    expect(status).toBe(500);
    expect(logged.join()).toContain('"level":"error"');
    expect(all).not.toContain(carol.password);
    expect(all).not.toContain('$2b$');
  },
);

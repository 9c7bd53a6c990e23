import { format } from 'node:util';
import request from 'supertest';
import { expect, onTestFinished, vi } from 'vitest';
import { createApp } from '../src/app.ts';
import { openDatabase } from '../src/database.ts';
import type { Settings } from '../src/settings.ts';
import { test } from './fixtures.ts';

const email = 'carol@example.com';
const password = 'correct horse battery';
const newPassword = 'wrong donkey accumulator';

/** Carol at an API whose SQL log is on, her token, and all that was answered and written so far. */
async function startListening(settings: Settings) {
  const said: string[] = [];
  for (const name of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    const spy = vi.spyOn(console, name);
    spy.mockImplementation((...words) => void said.push(format(...words)));
    onTestFinished(() => spy.mockRestore());
  }
  const database = await openDatabase({ ...settings, logSql: true });
  onTestFinished(() => database.close());

  const visitor = request(createApp(settings, database));
  await visitor.post('/users').send({ name: 'Carol', email, password });
  const { body } = await visitor.post('/auth/login').send({ email, password });
  return { database, visitor, token: String(body.access_token), said };
}

test('logins and changes tell no secret', async ({ settings }) => {
  const { visitor, token, said } = await startListening(settings);
  const authorization = `Bearer ${token}`;
  const path = '/users/me/password';
  const change = { oldPassword: password, newPassword };

  const responses = [
    await visitor.post('/auth/login').send({ email, password: newPassword }),
    await visitor.post('/auth/login').send({ email: 'carol', password }),
    await visitor.post('/auth/token').type('form').send({ password }),
    await visitor.get('/users/me').set({ authorization }),
    await visitor.get('/users/me').set({ authorization: `Basic ${token}` }),
    await visitor.get('/posts').query({ access_token: token }),
    await visitor
      .patch(path)
      .set({ authorization })
      .send({ ...change, a: 1 }),
    await visitor.patch(path).set({ authorization }).send(change),
    await visitor.delete('/users/me').set({ authorization }),
  ];

  const answers = responses.map(({ headers, text }) => [headers, text]);
  const all = JSON.stringify([answers, said]);
  expect(responses.map(({ status }) => status)).toEqual([
    401, 422, 400, 200, 401, 422, 422, 204, 204,
  ]);
  expect(all).toContain('UPDATE');
  for (const secret of [password, newPassword, token, '$2b$', 'Bearer ey'])
    expect(all).not.toContain(secret);
});

test('a login that fails tells no secret', async ({ settings }) => {
  const { database, visitor, token, said } = await startListening(settings);
  await database.sql('ALTER TABLE users RENAME TO gone');

  const responses = [
    await visitor.post('/auth/login').send({ email, password }),
    await visitor.get('/users/me').set('Authorization', `Bearer ${token}`),
  ];

  expect(responses.map(({ status }) => status)).toEqual([500, 500]);
  const all = said.join('\n');
  expect(all).toContain('"level":"error"');
  for (const secret of [password, token, '$2b$'])
    expect(all).not.toContain(secret);
});

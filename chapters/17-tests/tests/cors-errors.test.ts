import request from 'supertest';
import { expect, onTestFinished, vi } from 'vitest';
import { createApp } from '../src/app.ts';
import { test } from './fixtures.ts';

const origin = { Origin: 'https://app.example' };
const long = 'a'.repeat(100 * 1024);

test.for([
  [400, 'POST', '/posts', '{ "title": '],
  [401, 'GET', '/users/me'],
  [404, 'GET', '/nowhere'],
  [404, 'GET', '/posts/7'],
  [405, 'DELETE', '/posts'],
  [413, 'POST', '/posts', JSON.stringify(long)],
  [422, 'GET', '/posts/abc'],
] as const)(
  'a %i for %s %s may be read by a page',
  async ([status, method, path, body], { visitor }) => {
    const response = await visitor[method.toLowerCase() as 'post'](path)
      .set({ ...origin, 'Content-Type': 'application/json' })
      .send(body);

    expect(response.status).toBe(status);
    expect(response.headers['access-control-allow-origin']).toBe(origin.Origin);
  },
);

test('a 401 for a worthless token may be read by a page', async ({
  visitor,
}) => {
  const response = await visitor
    .get('/posts')
    .set({ ...origin, Authorization: 'Bearer worthless' });

  expect(response.status).toBe(401);
  expect(response.headers).toMatchObject({
    'access-control-allow-origin': origin.Origin,
    'www-authenticate': 'Bearer error="invalid_token"',
  });
});

test('a 415 may be read by a page', async ({ visitor }) => {
  const response = await visitor
    .post('/posts')
    .set(origin)
    .type('text/plain')
    .send('Hello');

  expect(response.status).toBe(415);
  expect(response.headers['access-control-allow-origin']).toBe(origin.Origin);
});

test('a 429 may be read by a page', async ({ visitor }) => {
  const login = { email: 'kim@example.com', password: 'a wrong password' };
  const logIn = () => visitor.post('/auth/login').set(origin).send(login);
  for (let count = 0; count < 5; count += 1) await logIn();

  const response = await logIn();

  expect(response.status).toBe(429);
  expect(response.headers['access-control-allow-origin']).toBe(origin.Origin);
});

test('a 500 may be read by a page', async ({ settings, database }) => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  onTestFinished(() => log.mockRestore());
  const list = () => Promise.reject(new Error('broken'));
  const posts = { ...database.posts, list };
  const visitor = request(createApp(settings, { ...database, posts }));

  const response = await visitor.get('/posts').set(origin);

  expect(response.status).toBe(500);
  expect(response.headers['access-control-allow-origin']).toBe(origin.Origin);
});

test('a 503 may be read by a page', async ({ settings, database }) => {
  const ping = () => Promise.reject(new Error('gone'));
  const visitor = request(createApp(settings, { ...database, ping }));

  const response = await visitor.get('/health/ready').set(origin);

  expect(response.status).toBe(503);
  expect(response.headers['access-control-allow-origin']).toBe(origin.Origin);
});

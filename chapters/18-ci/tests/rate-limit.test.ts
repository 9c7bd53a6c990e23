import request from 'supertest';
import { expect } from 'vitest';
import { createApp } from '../src/app.ts';
import { test as base } from './fixtures.ts';

/** A client that has sent three requests, where three are the limit. */
const test = base.extend('hasty', async ({ settings, database }) => {
  const hasty = request(createApp({ ...settings, rateLimit: 3 }, database));
  for (let count = 0; count < 3; count += 1)
    expect((await hasty.get('/')).status).toBe(200);
  return hasty;
});

test('the request after the last one answers 429', async ({ hasty }) => {
  const response = await hasty.get('/');

  expect(response.status).toBe(429);
  expect(response.body).toEqual({
    success: false,
    error: 429,
    message: 'Too many requests. Wait a moment, then try again.',
    requestId: response.headers['x-request-id'],
  });
  expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
  expect(Number(response.headers['retry-after'])).toBeLessThanOrEqual(60);
});

test.for([
  ['POST /posts without a token', 'post', '/posts'],
  ['POST /auth/token', 'post', '/auth/token'],
  ['GET of an unknown path', 'get', '/nowhere'],
  ['OPTIONS', 'options', '/posts'],
  ['GET /health', 'get', '/health'],
  ['GET below health', 'get', '/health/live/nothing'],
] as const)('%s is counted as well', async ([, method, path], { hasty }) => {
  expect((await hasty[method](path)).status).toBe(429);
});

test('a body is not even read', async ({ hasty }) => {
  const response = await hasty.post('/posts').type('json').send('{');

  expect(response.status).toBe(429);
});

test.for(['/health/live', '/health/ready', '/Health/Ready/'])(
  'GET %s is never limited',
  async (path, { hasty }) => {
    expect((await hasty.get(path)).status).toBe(200);
    expect((await hasty.head(path)).status).toBe(200);
    expect((await hasty.get('/')).status).toBe(429);
  },
);

test('of twenty requests at once, three are let through', async ({
  settings,
  database,
}) => {
  const visitor = request(createApp({ ...settings, rateLimit: 3 }, database));

  const responses = await Promise.all(
    Array.from({ length: 20 }, () => visitor.get('/posts')),
  );

  const statuses = responses.map(({ status }) => status).sort();
  expect(statuses).toEqual([
    ...Array.from({ length: 3 }, () => 200),
    ...Array.from({ length: 17 }, () => 429),
  ]);
});

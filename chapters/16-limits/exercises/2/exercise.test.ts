import request from 'supertest';
import { expect } from 'vitest';
import { createApp } from '../../src/app.ts';
import { test as base } from '../../tests/fixtures.ts';

const test = base.extend('visitor', ({ settings, database }) =>
  request(createApp({ ...settings, rateLimit: 2 }, database)),
);

test('each answer says what the limit is', async ({ visitor }) => {
  const responses = [
    await visitor.get('/posts'),
    await visitor.get('/nowhere'),
    await visitor.get('/posts'),
  ];

  expect(responses.map(({ status }) => status)).toEqual([200, 404, 429]);
  for (const { headers } of responses)
    expect(headers['ratelimit-policy']).toBe('"minute";q=2;w=60');
});

test('each answer says what is left, and until when', async ({ visitor }) => {
  const stands = [];
  for (let count = 0; count < 4; count += 1)
    stands.push((await visitor.get('/posts')).headers['ratelimit']);

  const left = stands.map((stand) => /r=(\d+)/.exec(String(stand))?.[1]);
  expect(left).toEqual(['1', '0', '0', '0']);
  for (const stand of stands)
    expect(stand).toMatch(/^"minute";r=\d;t=(60|5\d)$/);
});

test('a 429 keeps its Retry-After and its body', async ({ visitor }) => {
  for (let count = 0; count < 2; count += 1) await visitor.get('/posts');

  const response = await visitor.get('/posts');

  expect(response.body).toMatchObject({ success: false, error: 429 });
  expect(response.headers['ratelimit']).toBe(
    `"minute";r=0;t=${response.headers['retry-after']}`,
  );
});

test('health says nothing of a limit', async ({ visitor }) => {
  for (const path of ['/health/live', '/health/ready']) {
    const { headers } = await visitor.get(path);

    expect(Object.keys(headers).join()).not.toContain('ratelimit');
  }
  const { headers } = await visitor.get('/posts');
  expect(headers['ratelimit']).toContain('r=1;');
});

import request from 'supertest';
import { expect } from 'vitest';
import { createApp } from '../src/app.ts';
import { test } from './fixtures.ts';

test.for(['/health/live', '/health/ready'])(
  'GET %s answers 200',
  async (path, { visitor }) => {
    const response = await visitor.get(path);

    expect(response.status).toBe(200);
    expect(response.body).toEqual({ status: 'ok' });
  },
);

test.for(['/health/live', '/health/ready'])(
  'GET %s with a parameter answers 422',
  async (path, { visitor }) => {
    const response = await visitor.get(`${path}?verbose=1`);

    expect(response.status).toBe(422);
  },
);

test('without its database the API is alive, not ready', async ({
  settings,
  database,
}) => {
  const ping = () => Promise.reject(new Error('gone'));
  const visitor = request(createApp(settings, { ...database, ping }));

  const live = await visitor.get('/health/live');
  const ready = await visitor.get('/health/ready');

  expect(live.status).toBe(200);
  expect(ready.status).toBe(503);
  expect(ready.headers['retry-after']).toBe('5');
  expect(ready.text).not.toContain('gone');
});

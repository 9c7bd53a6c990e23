import request from 'supertest';
import { expect } from 'vitest';
import { createApp } from '../../src/app.ts';
import { test } from '../../tests/fixtures.ts';

const origins = ['https://status.example', 'https://app.example', 'null'];

test.for(['/health', '/health/live', '/health/ready'])(
  'GET %s may be read by every page',
  async (path, { visitor }) => {
    for (const origin of origins) {
      const response = await visitor.get(path).set('Origin', origin);

      expect(response.status).toBe(200);
      expect(response.headers['access-control-allow-origin']).toBe('*');
      expect(response.headers).not.toHaveProperty(
        'access-control-allow-credentials',
      );
    }
  },
);

test('a page may read that the API is not ready', async ({
  settings,
  database,
}) => {
  const ping = () => Promise.reject(new Error('gone'));
  const visitor = request(createApp(settings, { ...database, ping }));

  const response = await visitor
    .get('/health/ready')
    .set('Origin', 'https://status.example');

  expect(response.status).toBe(503);
  expect(response.headers['access-control-allow-origin']).toBe('*');
});

test.for(['/', '/posts', '/healthy', '/health/nowhere', '/posts/health'])(
  'GET %s knows the list',
  async (path, { visitor }) => {
    const allowed = [];
    for (const origin of origins) {
      const response = await visitor.get(path).set('Origin', origin);
      allowed.push(response.headers['access-control-allow-origin']);
    }

    expect(allowed).toEqual([undefined, 'https://app.example', undefined]);
  },
);

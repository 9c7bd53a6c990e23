import { expect } from 'vitest';
import { test } from './fixtures.ts';

test('each response carries a request id of its own', async ({ visitor }) => {
  const first = await visitor.get('/health');
  const second = await visitor.get('/health');

  expect(first.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  expect(second.headers['x-request-id']).not.toBe(
    first.headers['x-request-id'],
  );
});

test('a well-formed X-Request-Id is echoed', async ({ visitor }) => {
  const response = await visitor.get('/health').set('X-Request-Id', 'shop-42');

  expect(response.headers['x-request-id']).toBe('shop-42');
});

test.for(['two words', 'a'.repeat(65), '{"level":"error"}'])(
  'the X-Request-Id %s is replaced',
  async (given, { visitor }) => {
    const response = await visitor.get('/health').set('X-Request-Id', given);

    expect(response.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  },
);

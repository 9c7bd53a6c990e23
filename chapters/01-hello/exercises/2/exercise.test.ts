import { expect } from 'vitest';
import { test } from '../../tests/fixtures.ts';

test('GET /hello.txt says hello as plain text', async ({ visitor }) => {
  const response = await visitor.get('/hello.txt');

  expect(response.status).toBe(200);
  expect(response.headers['content-type']).toBe('text/plain; charset=utf-8');
  expect(response.text).toBe('Hello World');
});

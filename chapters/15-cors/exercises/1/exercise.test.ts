import { expect } from 'vitest';
import { test } from '../../tests/fixtures.ts';

test.for([
  ['/votes', 'POST, OPTIONS'],
  ['/posts', 'GET, POST, HEAD, OPTIONS'],
  ['/posts/1', 'GET, PUT, PATCH, DELETE, HEAD, OPTIONS'],
  ['/users/me', 'GET, PATCH, DELETE, HEAD, OPTIONS'],
] as const)('OPTIONS %s allows %s to a page', async (row, { visitor }) => {
  const [path, methods] = row;

  const response = await visitor
    .options(path)
    .set('Origin', 'https://app.example');

  expect(response.status).toBe(204);
  expect(response.headers).toMatchObject({
    allow: methods,
    'access-control-allow-methods': methods,
    'access-control-allow-origin': 'https://app.example',
    'access-control-allow-headers': 'Authorization,Content-Type,X-Request-Id',
    'access-control-max-age': '600',
  });
});

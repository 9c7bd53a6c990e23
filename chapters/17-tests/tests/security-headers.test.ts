import { expect } from 'vitest';
import { test } from './fixtures.ts';

const requests = [
  ['GET', '/', 200],
  ['GET', '/health/ready', 200],
  ['GET', '/posts', 200],
  ['OPTIONS', '/posts', 204],
  ['GET', '/posts/%E0%A4%A', 400],
  ['POST', '/auth/token', 400],
  ['GET', '/users/me', 401],
  ['GET', '/nowhere', 404],
  ['DELETE', '/posts', 405],
  ['GET', '/posts/abc', 422],
] as const;

test.for(requests)(
  '%s %s, which answers %i, has the security headers',
  async ([method, path, status], { visitor }) => {
    const response = await visitor[method.toLowerCase() as 'get'](path);

    expect(response.status).toBe(status);
    expect(response.headers).toMatchObject({
      'content-security-policy': "default-src 'none';frame-ancestors 'none'",
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
  },
);

test.for(requests)(
  '%s %s, which answers %i, names no framework',
  async ([method, path], { visitor }) => {
    const response = await visitor[method.toLowerCase() as 'get'](path);

    expect(response.headers).not.toHaveProperty('x-powered-by');
  },
);

test('GET / does not speak for those who encrypt', async ({ visitor }) => {
  const response = await visitor.get('/');

  expect(response.headers).not.toHaveProperty('strict-transport-security');
});

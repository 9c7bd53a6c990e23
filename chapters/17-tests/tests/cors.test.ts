import { expect } from 'vitest';
import { test } from './fixtures.ts';

test.for(['https://app.example', 'http://localhost:5173'])(
  'GET /posts for a page of %s may be read there',
  async (origin, { visitor }) => {
    const response = await visitor.get('/posts').set('Origin', origin);

    expect(response.status).toBe(200);
    expect(response.headers).toMatchObject({
      'access-control-allow-origin': origin,
      vary: 'Origin',
    });
  },
);

test.for([
  'null',
  '*',
  'https://app.example.evil.com',
  'https://evilapp.example',
  'https://appxexample',
  'https://www.app.example',
  'https://app.example:8443',
  'https://app.example:443',
  'http://app.example',
  'https://APP.example',
  'https://app.example/',
  'https://app.example, http://localhost:5173',
  'http://localhost',
])(
  'GET /posts for a page of %s may not be read',
  async (origin, { visitor }) => {
    const response = await visitor.get('/posts').set('Origin', origin);

    expect(response.status).toBe(200);
    expect(response.headers).not.toHaveProperty('access-control-allow-origin');
    expect(response.headers['vary']).toBe('Origin');
  },
);

test('GET /posts for nobody in particular varies with the origin', async ({
  visitor,
}) => {
  const response = await visitor.get('/posts');

  expect(response.headers).not.toHaveProperty('access-control-allow-origin');
  expect(response.headers['vary']).toBe('Origin');
});

test('a page may read the headers that a client needs', async ({ visitor }) => {
  const response = await visitor
    .get('/posts')
    .set('Origin', 'https://app.example');

  expect(response.headers['access-control-expose-headers']).toBe(
    'Link,Location,Retry-After,WWW-Authenticate,X-Request-Id,X-Total-Count',
  );
});

test.for(['GET', 'OPTIONS'])(
  '%s /posts offers a page no credentials',
  async (method, { visitor }) => {
    const send = method.toLowerCase() as 'get';

    const response = await visitor[send]('/posts').set(
      'Origin',
      'https://app.example',
    );

    expect(response.headers['vary']).toBe('Origin');
    expect(response.headers).not.toHaveProperty(
      'access-control-allow-credentials',
    );
  },
);

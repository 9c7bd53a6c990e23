import { expect } from 'vitest';
import { test } from './fixtures.ts';

/** What a browser sends before a page's PATCH. */
const preflight = {
  Origin: 'https://app.example',
  'Access-Control-Request-Method': 'PATCH',
  'Access-Control-Request-Headers': 'authorization,content-type',
};

test('OPTIONS /posts/:id before a PATCH says what may be sent', async ({
  visitor,
}) => {
  const response = await visitor.options('/posts/1').set(preflight);

  expect(response.status).toBe(204);
  expect(response.headers).toMatchObject({
    'access-control-allow-origin': 'https://app.example',
    'access-control-allow-methods': 'GET,HEAD,POST,PUT,PATCH,DELETE',
    'access-control-allow-headers': 'Authorization,Content-Type,X-Request-Id',
    'access-control-max-age': '600',
    vary: 'Origin',
  });
});

test('OPTIONS /posts/:id before a PATCH lists the methods', async ({
  visitor,
}) => {
  const response = await visitor.options('/posts/1').set(preflight);

  expect(response.headers['allow']).toBe(
    'GET, PUT, PATCH, DELETE, HEAD, OPTIONS',
  );
});

test('OPTIONS of an unknown path answers 404 to a page', async ({
  visitor,
}) => {
  const response = await visitor.options('/nowhere').set(preflight);

  expect(response.status).toBe(404);
  expect(response.body).toMatchObject({ success: false, error: 404 });
});

test('OPTIONS /posts/:id for a page of another origin allows nothing', async ({
  visitor,
}) => {
  const response = await visitor
    .options('/posts/1')
    .set({ ...preflight, Origin: 'https://evil.example' });

  expect(response.status).toBe(204);
  expect(response.headers).not.toHaveProperty('access-control-allow-origin');
  expect(response.headers['vary']).toBe('Origin');
});

import { expect } from 'vitest';
import { test } from './fixtures.ts';

const hello = { title: 'Hello', content: 'My first post', published: true };

test('GET of an unknown path answers 404 as JSON', async ({ visitor }) => {
  const response = await visitor.get('/nowhere');

  expect(response.status).toBe(404);
  expect(response.body).toEqual({
    success: false,
    error: 404,
    message: expect.any(String) as string,
    requestId: response.headers['x-request-id'],
  });
});

test('DELETE /posts answers 405 and lists the methods', async ({ alice }) => {
  const response = await alice.delete('/posts');

  expect(response.status).toBe(405);
  expect(response.headers['allow']).toBe('GET, POST, HEAD, OPTIONS');
  expect(response.body).toMatchObject({ success: false, error: 405 });
});

test('OPTIONS /posts/:id answers 204 and lists the methods', async ({
  visitor,
}) => {
  const response = await visitor.options('/posts/1');

  expect(response.status).toBe(204);
  expect(response.headers['allow']).toBe(
    'GET, PUT, PATCH, DELETE, HEAD, OPTIONS',
  );
});

test.for([
  'text/plain',
  'application/xml',
  'application/x-www-form-urlencoded',
  'application/json; charset=utf-16',
])('POST /posts with %s answers 415', async (type, { alice }) => {
  const response = await alice.post('/posts').type(type).send('title=Hello');

  expect(response.status).toBe(415);
  expect(response.body).toMatchObject({ success: false, error: 415 });
});

test('POST /posts over 100 KiB answers 413', async ({ alice }) => {
  const content = 'a'.repeat(100 * 1024);

  const response = await alice.post('/posts').send({ ...hello, content });

  expect(response.status).toBe(413);
  expect(response.body).toMatchObject({ success: false, error: 413 });
});

test('a 422 keeps its details and gains the request id', async ({ alice }) => {
  const response = await alice.post('/posts').send({ ...hello, title: '' });

  expect(response.body).toMatchObject({
    error: 422,
    details: [{ in: 'body', field: 'title' }],
    requestId: response.headers['x-request-id'],
  });
});

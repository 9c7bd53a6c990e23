import { expect } from 'vitest';
import { test } from '../../tests/fixtures.ts';

const hello = { title: 'Hello', content: 'My first post', published: true };

test('GET /posts/latest shows the newest post', async ({ alice, visitor }) => {
  await alice.post('/posts').send({ ...hello, title: 'One' });
  const { body: two } = await alice.post('/posts').send(hello);

  const response = await visitor.get('/posts/latest');

  expect(response.status).toBe(200);
  expect(response.body).toEqual(two);
});

test('GET /posts/latest without posts answers 404', async ({ visitor }) => {
  const response = await visitor.get('/posts/latest');

  expect(response.status).toBe(404);
  expect(response.body).toMatchObject({ success: false, error: 404 });
});

test('GET /posts/:id still shows one post', async ({ alice, visitor }) => {
  const { body: one } = await alice.post('/posts').send(hello);
  await alice.post('/posts').send({ ...hello, title: 'Two' });

  const response = await visitor.get(`/posts/${one.id}`);

  expect(response.body).toEqual(one);
});

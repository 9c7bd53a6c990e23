import { expect } from 'vitest';
import { test } from '../../tests/fixtures.ts';

const hello = { title: 'Hello', content: 'My first post', published: true };

test('POST /posts/:id/copy creates a draft', async ({ alice, visitor }) => {
  const { body: post } = await alice.post('/posts').send(hello);

  const response = await alice.post(`/posts/${post.id}/copy`);

  expect(response.status).toBe(201);
  expect(response.body).toMatchObject({
    title: 'Copy of Hello',
    content: 'My first post',
    published: false,
  });
  expect(response.headers.location).toBe(`/posts/${response.body.id}`);
  const copy = await visitor.get(`/posts/${response.body.id}`);
  expect(copy.body).toEqual(response.body);
});

test('POST /posts/:id/copy leaves the post alone', async ({ alice }) => {
  const { body: post } = await alice.post('/posts').send(hello);

  const { body: copy } = await alice.post(`/posts/${post.id}/copy`);

  const { body: posts } = await alice.get('/posts');
  expect(posts).toEqual([post, copy]);
});

test('POST /posts/:id/copy of a missing post answers 404', async ({
  alice,
}) => {
  const response = await alice.post('/posts/99/copy');

  expect(response.status).toBe(404);
  expect(response.body).toMatchObject({
    success: false,
    error: 404,
    message: expect.stringContaining('99') as string,
  });
});

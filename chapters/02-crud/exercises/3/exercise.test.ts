import { expect } from 'vitest';
import { test } from '../../tests/fixtures.ts';

const hello = { title: 'Hello', content: 'My first post', published: true };

test('PATCH /posts/:id never changes the id', async ({ alice }) => {
  const { body: post } = await alice.post('/posts').send(hello);

  const response = await alice.patch(`/posts/${post.id}`).send({ id: 7 });

  expect(response.status).toBe(200);
  expect(response.body.id).toBe(post.id);
});

test('PATCH /posts/:id never changes createdAt', async ({ alice }) => {
  const { body: post } = await alice.post('/posts').send(hello);

  const response = await alice
    .patch(`/posts/${post.id}`)
    .send({ createdAt: '1999-12-31T23:59:59.000Z' });

  expect(response.status).toBe(200);
  expect(response.body.createdAt).toBe(post.createdAt);
});

test('PATCH /posts/:id takes what was read', async ({ alice }) => {
  const { body: post } = await alice.post('/posts').send(hello);

  const response = await alice
    .patch(`/posts/${post.id}`)
    .send({ ...post, id: 7, title: 'Bye' });

  expect(response.body).toMatchObject({ ...hello, id: post.id, title: 'Bye' });
});

import { expect } from 'vitest';
import { test } from './fixtures.ts';

const hello = { title: 'Hello', content: 'My first post', published: true };

test('GET /posts starts out empty', async ({ visitor }) => {
  const response = await visitor.get('/posts');

  expect(response.status).toBe(200);
  expect(response.body).toEqual([]);
});

test('POST /posts creates a post', async ({ alice }) => {
  const response = await alice.post('/posts').send(hello);

  expect(response.status).toBe(201);
  expect(response.headers.location).toBe('/posts/1');
  expect(response.body).toMatchObject({
    id: 1,
    ...hello,
    createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string,
    updatedAt: response.body.createdAt,
  });
});

test('POST /posts publishes unless told otherwise', async ({ alice }) => {
  const told = await alice.post('/posts').send({ ...hello, published: false });
  const untold = await alice.post('/posts').send({ title: 'Hi', content: 'x' });

  expect(told.body.published).toBe(false);
  expect(untold.body.published).toBe(true);
});

test('GET /posts lists the oldest post first', async ({ alice, visitor }) => {
  await alice.post('/posts').send({ ...hello, title: 'One' });
  await alice.post('/posts').send({ ...hello, title: 'Two' });

  const response = await visitor.get('/posts');

  expect(response.body).toMatchObject([{ title: 'One' }, { title: 'Two' }]);
});

test('GET /posts lists at most 100 posts', async ({ alice, visitor }) => {
  const posts = Array.from({ length: 101 }, () =>
    alice.post('/posts').send(hello),
  );
  await Promise.all(posts);

  const response = await visitor.get('/posts');

  expect(response.body).toHaveLength(100);
});

test('GET /posts/:id shows one post', async ({ alice, visitor }) => {
  const { body: post } = await alice.post('/posts').send(hello);

  const response = await visitor.get(`/posts/${post.id}`);

  expect(response.status).toBe(200);
  expect(response.body).toEqual(post);
});

test('HEAD /posts/:id answers without a body', async ({ alice, visitor }) => {
  const { body: post } = await alice.post('/posts').send(hello);

  const response = await visitor.head(`/posts/${post.id}`);

  expect(response.status).toBe(200);
  expect(response.text).toBeUndefined();
});

import { expect } from 'vitest';
import { test } from '../../tests/fixtures.ts';

const hello = { title: 'Hello', content: 'My first post', published: true };

test('GET /posts/newest answers with the newest post', async ({
  alice,
  visitor,
}) => {
  await alice.post('/posts').send(hello);
  const { body: newest } = await alice.post('/posts').send(hello);

  const response = await visitor.get('/posts/newest');

  expect(response.status).toBe(200);
  expect(response.body).toEqual(newest);
});

test('GET /posts/newest passes over drafts', async ({ alice, visitor }) => {
  const { body: newest } = await alice.post('/posts').send(hello);
  await alice.post('/posts').send({ ...hello, published: false });

  const response = await visitor.get('/posts/newest');

  expect(response.body).toEqual(newest);
});

test('GET /posts/newest finds it behind a hundred others', async ({
  alice,
  database: { Post },
  visitor,
}) => {
  await Post.bulkCreate(Array.from({ length: 100 }, () => hello));
  const { body: newest } = await alice.post('/posts').send(hello);

  const response = await visitor.get('/posts/newest');

  expect(response.body).toEqual(newest);
});

test('GET /posts/newest answers 404 when nothing is published', async ({
  alice,
  visitor,
}) => {
  await alice.post('/posts').send({ ...hello, published: false });

  const response = await visitor.get('/posts/newest');

  expect(response.status).toBe(404);
  expect(response.body.message).toMatch(/\.$/);
});

test('GET /posts/newest with a query answers 422', async ({ visitor }) => {
  const response = await visitor.get('/posts/newest?published=false');

  expect(response.status).toBe(422);
  expect(response.body.details).toMatchObject([
    { in: 'query', field: 'published' },
  ]);
});

import { expect } from 'vitest';
import { test } from './fixtures.ts';

const hello = { title: 'Hello', content: 'My first post', published: true };

test.for(['0', '-1', '01', '1.5', '1e3', '0x10', 'abc', '%20'])(
  'GET /posts/%s answers 422',
  async (id, { visitor }) => {
    const response = await visitor.get(`/posts/${id}`);

    expect(response.status).toBe(422);
    expect(response.body.details).toMatchObject([{ in: 'path', field: 'id' }]);
  },
);

test('GET /posts/:id with a huge id answers 404', async ({ visitor }) => {
  const response = await visitor.get('/posts/99999999999999999999');

  expect(response.status).toBe(404);
  expect(response.body.message).toContain('99999999999999999999');
});

test.for([
  ['title', { content: 'x', published: true }],
  ['content', { title: 'x', published: true }],
  ['published', { title: 'x', content: 'x' }],
] as const)(
  'PUT /posts/:id without %s answers 422',
  async ([field, body], { alice }) => {
    const { body: post } = await alice.post('/posts').send(hello);

    const response = await alice.put(`/posts/${post.id}`).send(body);

    expect(response.status).toBe(422);
    expect(response.body.details).toMatchObject([{ in: 'body', field }]);
  },
);

test('PUT /posts/:id takes back what GET gave', async ({ alice }) => {
  const { body: post } = await alice.post('/posts').send(hello);

  const response = await alice.put(`/posts/${post.id}`).send(post);

  expect(response.status).toBe(200);
});

test('PATCH /posts/:id ignores read-only fields', async ({ alice }) => {
  const { body: post } = await alice.post('/posts').send(hello);
  const forged = { title: 'Bye', id: 7, createdAt: '1999-12-31T00:00:00Z' };

  const response = await alice.patch(`/posts/${post.id}`).send(forged);

  expect(response.status).toBe(200);
  expect(response.body).toMatchObject({
    id: post.id,
    title: 'Bye',
    createdAt: post.createdAt,
  });
});

test('PATCH /posts/:id leaves a draft a draft', async ({ alice }) => {
  const { body: post } = await alice
    .post('/posts')
    .send({ ...hello, published: false });

  const response = await alice
    .patch(`/posts/${post.id}`)
    .send({ title: 'Bye' });

  expect(response.body).toMatchObject({ title: 'Bye', published: false });
});

test('PATCH /posts/:id with nothing to change answers 422', async ({
  alice,
}) => {
  const { body: post } = await alice.post('/posts').send(hello);

  const response = await alice.patch(`/posts/${post.id}`).send({});

  expect(response.status).toBe(422);
});

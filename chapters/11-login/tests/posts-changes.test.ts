import { expect } from 'vitest';
import { test } from './fixtures.ts';

const hello = { title: 'Hello', content: 'My first post', published: true };

test('PUT /posts/:id replaces every field', async ({ alice }) => {
  const { body: post } = await alice.post('/posts').send(hello);
  const bye = { title: 'Bye', content: 'My last post', published: false };

  const response = await alice.put(`/posts/${post.id}`).send(bye);

  expect(response.status).toBe(200);
  expect(response.body).toMatchObject({ id: post.id, ...bye });
});

test('PATCH /posts/:id changes only what is sent', async ({ alice }) => {
  const { body: post } = await alice.post('/posts').send(hello);

  const response = await alice
    .patch(`/posts/${post.id}`)
    .send({ published: false });

  expect(response.status).toBe(200);
  expect(response.body).toMatchObject({ ...hello, published: false });
});

test('DELETE /posts/:id removes the post', async ({ alice, visitor }) => {
  const { body: post } = await alice.post('/posts').send(hello);

  const response = await alice.delete(`/posts/${post.id}`);

  expect(response.status).toBe(204);
  expect((await visitor.get(`/posts/${post.id}`)).status).toBe(404);
});

test('DELETE /posts/:id never lets an id be used again', async ({ alice }) => {
  const { body: first } = await alice.post('/posts').send(hello);
  await alice.delete(`/posts/${first.id}`);

  const response = await alice.post('/posts').send(hello);

  expect(response.body.id).not.toBe(first.id);
});

test.for(['get', 'put', 'patch', 'delete'] as const)(
  '%s /posts/:id of a missing post answers 404',
  async (method, { alice }) => {
    const response = await alice[method]('/posts/99').send(hello);

    expect(response.status).toBe(404);
    expect(response.body).toMatchObject({
      success: false,
      error: 404,
      message: expect.stringContaining('99') as string,
    });
  },
);

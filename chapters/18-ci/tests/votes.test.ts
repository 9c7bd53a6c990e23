import { expect } from 'vitest';
import { test as base } from './fixtures.ts';

const hello = { title: 'Hello', content: 'My first post', published: true };

const test = base.extend('postId', async ({ alice }) => {
  const { body: post } = await alice.post('/posts').send(hello);
  return post.id as number;
});

test('POST /votes with dir 1 votes for a post', async ({ postId, bob }) => {
  const response = await bob.post('/votes').send({ postId, dir: 1 });

  expect(response.status).toBe(201);
  expect(response.headers['location']).toBe(`/posts/${postId}`);
  const { body: post } = await bob.get(`/posts/${postId}`);
  expect(post.votes).toBe(1);
});

test('POST /votes with dir 1 again answers 409', async ({ postId, bob }) => {
  await bob.post('/votes').send({ postId, dir: 1 });

  const response = await bob.post('/votes').send({ postId, dir: 1 });

  expect(response.status).toBe(409);
  const { body: post } = await bob.get(`/posts/${postId}`);
  expect(post.votes).toBe(1);
});

test('POST /votes with dir 0 takes a vote back', async ({ postId, bob }) => {
  await bob.post('/votes').send({ postId, dir: 1 });

  const response = await bob.post('/votes').send({ postId, dir: 0 });

  expect(response.status).toBe(204);
  const { body: post } = await bob.get(`/posts/${postId}`);
  expect(post.votes).toBe(0);
});

test('POST /votes with dir 0 and no vote answers 404', async ({
  postId,
  alice,
  bob,
}) => {
  await alice.post('/votes').send({ postId, dir: 1 });

  const response = await bob.post('/votes').send({ postId, dir: 0 });

  expect(response.status).toBe(404);
});

test.for([9999, 2 ** 31, 2 ** 53, 1e20])(
  'POST /votes for the missing post %d answers 404',
  async (postId, { bob }) => {
    const cast = await bob.post('/votes').send({ postId, dir: 1 });
    const takenBack = await bob.post('/votes').send({ postId, dir: 0 });

    expect([cast.status, takenBack.status]).toEqual([404, 404]);
    expect(cast.body.message).toContain(`the id ${postId}.`);
  },
);

test.for([
  ['dir 2', { dir: 2 }, 'dir'],
  ['dir -5', { dir: -5 }, 'dir'],
  ['true for dir', { dir: true }, 'dir'],
  ['no dir', { dir: undefined }, 'dir'],
  ['no post', { postId: undefined }, 'postId'],
  ['a text for a post', { postId: '1' }, 'postId'],
  ['post 0', { postId: 0 }, 'postId'],
  ['half a post', { postId: 1.5 }, 'postId'],
  ['a user', { userId: 'x' }, 'userId'],
] as const)(
  'POST /votes with %s answers 422',
  async ([, wrong, field], { postId, bob }) => {
    const response = await bob
      .post('/votes')
      .send({ postId, dir: 1, ...wrong });

    expect(response.status).toBe(422);
    expect(response.body.details).toMatchObject([{ in: 'body', field }]);
  },
);

test('POST /votes of nobody answers 401', async ({ postId, visitor }) => {
  const response = await visitor.post('/votes').send({ postId, dir: 1 });

  expect(response.status).toBe(401);
});

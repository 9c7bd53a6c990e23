import { expect } from 'vitest';
import { test } from '../../tests/fixtures.ts';

const hello = { title: 'Hello', content: 'My first post', published: true };
const draft = { ...hello, published: false };

test('a post that is handed over has a new owner', async ({ alice, bob }) => {
  const { body: user } = await bob.get('/users/me');
  const { body: post } = await alice.post('/posts').send(hello);
  const path = `/posts/${post.id}`;

  const response = await alice
    .post(`${path}/handover`)
    .send({ ownerId: user.id });

  expect(response.status).toBe(200);
  expect(response.body.owner).toEqual({ id: user.id, name: 'bob' });
  expect((await bob.patch(path).send({ title: 'Mine' })).status).toBe(200);
  expect((await alice.patch(path).send({ title: 'Back' })).status).toBe(403);
});

test('a draft that is handed over is gone for its old owner', async ({
  alice,
  bob,
}) => {
  const { body: user } = await bob.get('/users/me');
  const { body: post } = await alice.post('/posts').send(draft);
  const path = `/posts/${post.id}`;

  await alice.post(`${path}/handover`).send({ ownerId: user.id });

  expect((await alice.get(path)).status).toBe(404);
  expect((await bob.get(path)).status).toBe(200);
});

test('only the owner hands a post over', async ({ alice, bob, visitor }) => {
  const { body: user } = await bob.get('/users/me');
  const { body: post } = await alice.post('/posts').send(hello);
  const { body: hidden } = await alice.post('/posts').send(draft);
  const change = { ownerId: user.id };

  const responses = [
    await visitor.post(`/posts/${post.id}/handover`).send(change),
    await bob.post(`/posts/${post.id}/handover`).send(change),
    await bob.post(`/posts/${hidden.id}/handover`).send(change),
    await bob.post('/posts/9999/handover').send(change),
  ];

  expect(responses.map(({ status }) => status)).toEqual([401, 403, 404, 404]);
});

test.for([['7'], [7], [undefined], ['22222222-2222-4222-8222-222222222222']])(
  'a post handed over to %j answers 422',
  async ([ownerId], { alice }) => {
    const { body: post } = await alice.post('/posts').send(hello);

    const response = await alice
      .post(`/posts/${post.id}/handover`)
      .send({ ownerId });

    expect(response.status).toBe(422);
    expect(response.body.details).toMatchObject([{ field: 'ownerId' }]);
    expect((await alice.get(`/posts/${post.id}`)).body).toEqual(post);
  },
);

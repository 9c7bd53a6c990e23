import { expect } from 'vitest';
import { test } from '../../tests/fixtures.ts';

const hello = { title: 'Hello', content: 'My first post', published: true };
const draft = { ...hello, published: false };

test('GET /users/:id counts what one may see', async ({
  alice,
  bob,
  visitor,
}) => {
  const { body: user } = await alice.get('/users/me');
  await alice.post('/posts').send(hello);
  await alice.post('/posts').send(draft);
  await alice.post('/posts').send(draft);
  await bob.post('/posts').send(hello);
  const path = `/users/${user.id}`;

  const responses = [
    await alice.get(path),
    await bob.get(path),
    await visitor.get(path),
  ];

  expect(responses.map((response) => response.body as object)).toMatchObject([
    { postCount: 3 },
    { postCount: 1 },
    { postCount: 1 },
  ]);
});

test('GET /users/:id of somebody without posts counts none', async ({
  alice,
  bob,
}) => {
  const { body: user } = await alice.get('/users/me');
  await bob.post('/posts').send(hello);

  const response = await bob.get(`/users/${user.id}`);

  expect(response.body).toEqual({
    id: user.id,
    name: 'alice',
    createdAt: user.createdAt,
    postCount: 0,
  });
});

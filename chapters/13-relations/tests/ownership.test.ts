import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { test } from './fixtures.ts';

const hello = { title: 'Hello', content: 'My first post', published: true };

test('a post shows its owner, and no e-mail', async ({ alice, visitor }) => {
  const { body: user } = await alice.get('/users/me');
  const { body: post } = await alice.post('/posts').send(hello);

  const item = await visitor.get(`/posts/${post.id}`);
  const list = await visitor.get('/posts');

  expect(post.owner).toEqual({ id: user.id, name: 'alice' });
  expect(item.body).toEqual(post);
  expect(list.body).toEqual([post]);
});

test('only the owner changes a post', async ({ alice, bob, visitor }) => {
  const { body: post } = await alice.post('/posts').send(hello);
  const path = `/posts/${post.id}`;

  const responses = [
    await bob.put(path).send(hello),
    await bob.patch(path).send({ title: 'Mine' }),
    await bob.delete(path),
  ];

  expect(responses.map(({ status }) => status)).toEqual([403, 403, 403]);
  const response = await visitor.get(path);
  expect(response.body).toEqual(post);
});

test('what is wrong comes before whose it is', async ({ alice, bob }) => {
  const { body: post } = await alice.post('/posts').send(hello);

  const wrong = await bob.patch(`/posts/${post.id}`).send({ title: '' });
  const missing = await bob.patch('/posts/9999').send({ title: 'Mine' });

  expect([wrong.status, missing.status]).toEqual([422, 404]);
});

test('an owner that is sent is ignored', async ({ alice, bob }) => {
  const { body: other } = await bob.get('/users/me');
  const { body: post } = await alice
    .post('/posts')
    .send({ ...hello, owner: { id: other.id, name: 'bob' } });

  const response = await alice.put(`/posts/${post.id}`).send(post);

  expect(response.status).toBe(200);
  expect(response.body.owner.name).toBe('alice');
});

test('a post goes with its owner', async ({ alice, bob, sql }) => {
  const { body: post } = await alice.post('/posts').send(hello);
  await bob.post('/posts').send(hello);

  await alice.delete('/users/me');

  expect((await bob.get(`/posts/${post.id}`)).status).toBe(404);
  expect(await sql('SELECT id FROM posts')).toHaveLength(1);
});

test('a post of somebody who has left meanwhile answers 401', async ({
  database,
}) => {
  const created = database.posts.create(hello, {
    id: randomUUID(),
    name: 'alice',
  });

  await expect(created).rejects.toMatchObject({ status: 401 });
});

test('the table refuses a post without an owner', async ({ sql }) => {
  const inserted = sql(
    "INSERT INTO posts (title, content, published, created_at, updated_at) VALUES ('a', 'b', true, $1, $1)",
    ['2026-11-22 12:00:00.000 +00:00'],
  );

  await expect(inserted).rejects.toThrow();
});

test('the table refuses an owner who is not there', async ({ alice, sql }) => {
  await alice.post('/posts').send(hello);

  const changed = sql('UPDATE posts SET owner_id = $1', [
    '22222222-2222-4222-8222-222222222222',
  ]);

  await expect(changed).rejects.toThrow();
});

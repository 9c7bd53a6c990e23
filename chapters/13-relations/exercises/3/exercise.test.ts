import { expect } from 'vitest';
import { test } from '../../tests/fixtures.ts';
import { titlesOf } from '../../tests/lists.ts';

const hello = { title: 'Hello', content: 'My first post', published: true };

test('DELETE /users/me?posts=keep leaves what is published', async ({
  alice,
  visitor,
  sql,
}) => {
  const { body: post } = await alice.post('/posts').send(hello);
  await alice.post('/posts').send({ ...hello, published: false });

  const response = await alice.delete('/users/me?posts=keep');

  expect(response.status).toBe(204);
  expect((await visitor.get(`/posts/${post.id}`)).body.owner.name).toBe(
    'Archive',
  );
  expect(await sql('SELECT id FROM posts')).toHaveLength(1);
  expect((await alice.get('/users/me')).status).toBe(401);
});

test('there is one archive for all', async ({ alice, bob, visitor, sql }) => {
  await alice.post('/posts').send({ ...hello, title: 'a' });
  await bob.post('/posts').send({ ...hello, title: 'b' });

  await Promise.all([
    alice.delete('/users/me?posts=keep'),
    bob.delete('/users/me?posts=keep'),
  ]);

  const archives = await sql<{ id: string }>(
    "SELECT id FROM users WHERE name = 'Archive'",
  );
  expect(archives).toHaveLength(1);
  const response = await visitor.get(`/users/${archives[0]?.id}/posts`);
  expect(titlesOf(response)).toEqual(['a', 'b']);
});

test.for(['', '?posts=delete'])(
  'DELETE /users/me%s takes all posts away',
  async (query, { alice, sql }) => {
    await alice.post('/posts').send(hello);
    const known = await alice.delete('/users/me?posts=some');

    const response = await alice.delete(`/users/me${query}`);

    expect([known.status, response.status]).toEqual([422, 204]);
    expect(await sql('SELECT id FROM posts')).toEqual([]);
  },
);

test.for(['some', 'KEEP', ''])(
  'DELETE /users/me?posts=%s answers 422',
  async (posts, { alice }) => {
    const response = await alice.delete(`/users/me?posts=${posts}`);

    expect(response.status).toBe(422);
    expect(response.body.details).toMatchObject([
      { in: 'query', field: 'posts' },
    ]);
    expect((await alice.get('/users/me')).status).toBe(200);
  },
);

test('what fails half-way leaves everything as it was', async ({
  alice,
  database,
  sql,
}) => {
  const { body: post } = await alice.post('/posts').send(hello);
  database.User.addHook('beforeDestroy', () => {
    throw new Error('The server dies here.');
  });

  const response = await alice.delete('/users/me?posts=keep');

  expect(response.status).toBe(500);
  expect((await alice.get(`/posts/${post.id}`)).body).toEqual(post);
  expect(await sql("SELECT 1 FROM users WHERE name = 'Archive'")).toEqual([]);
});

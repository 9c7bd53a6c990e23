import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { test } from './fixtures.ts';
import { createPosts, linkTo, titlesOf } from './lists.ts';

test('GET /users/:id/posts lists the posts of one user', async ({
  alice,
  bob,
  visitor,
}) => {
  const { body: user } = await alice.get('/users/me');
  await createPosts(alice, ['a', 'b']);
  await createPosts(bob, ['c']);

  const response = await visitor.get(`/users/${user.id}/posts`);

  expect(titlesOf(response)).toEqual(['a', 'b']);
  expect(response.headers['x-total-count']).toBe('2');
});

test('GET /users/:id/posts has pages, sorts and searches', async ({
  alice,
  bob,
}) => {
  const { body: user } = await alice.get('/users/me');
  await createPosts(bob, ['x1']);
  await createPosts(alice, ['x1', 'y', 'x2']);
  const path = `/users/${user.id}/posts`;

  const found = await bob.get(`${path}?search=x&sort=-title`);
  const first = await bob.get(`${path}?limit=2`);
  const second = await bob.get(linkTo(first, 'next'));

  expect(titlesOf(found)).toEqual(['x2', 'x1']);
  expect(linkTo(first, 'next')).toMatch(new RegExp(`^${path}\\?`));
  expect(titlesOf(second)).toEqual(['x2']);
});

test('GET /users/:id/posts shows drafts to their owner alone', async ({
  alice,
  bob,
}) => {
  const { body: user } = await alice.get('/users/me');
  await alice
    .post('/posts')
    .send({ title: 'Draft', content: 'x', published: false });
  const path = `/users/${user.id}/posts`;

  const responses = [await alice.get(path), await bob.get(path)];

  expect(responses.map(titlesOf)).toEqual([['Draft'], []]);
  expect(responses[1]?.headers['x-total-count']).toBe('0');
});

test.for([
  [`/users/${randomUUID()}/posts`, 404],
  ['/users/7/posts', 422],
  [`/users/${randomUUID()}/posts?limit=0`, 422],
] as const)('GET %s answers %i', async ([path, status], { visitor }) => {
  const response = await visitor.get(path);

  expect(response.status).toBe(status);
});

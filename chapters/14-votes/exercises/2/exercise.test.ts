import { expect } from 'vitest';
import { test as base } from '../../tests/fixtures.ts';

const hello = { title: 'Hello', content: 'My first post' };

const test = base.extend('path', async ({ alice }) => {
  const { body: post } = await alice.post('/posts').send(hello);
  return `/posts/${post.id}`;
});

test('PUT answers 204 twice, and casts one vote', async ({ path, bob }) => {
  const statuses = [
    (await bob.put(`${path}/vote`)).status,
    (await bob.put(`${path}/vote`)).status,
  ];

  expect(statuses).toEqual([204, 204]);
  expect((await bob.get(path)).body.votes).toBe(1);
});

test('DELETE answers 204 twice, and takes back one vote', async ({
  path,
  alice,
  bob,
}) => {
  await alice.put(`${path}/vote`);
  await bob.put(`${path}/vote`);

  const statuses = [
    (await bob.delete(`${path}/vote`)).status,
    (await bob.delete(`${path}/vote`)).status,
  ];

  expect(statuses).toEqual([204, 204]);
  expect((await bob.get(path)).body.votes).toBe(1);
});

test('twenty PUTs at once are one vote', async ({ path, bob }) => {
  const responses = await Promise.all(
    Array.from({ length: 20 }, () => bob.put(`${path}/vote`)),
  );

  expect(new Set(responses.map(({ status }) => status))).toEqual(
    new Set([204]),
  );
  expect((await bob.get(path)).body.votes).toBe(1);
});

test('a draft is there for its owner alone', async ({ path, alice, bob }) => {
  await alice.patch(path).send({ published: false });

  const statuses = [
    (await bob.put(`${path}/vote`)).status,
    (await bob.delete(`${path}/vote`)).status,
    (await alice.put(`${path}/vote`)).status,
    (await alice.delete(`${path}/vote`)).status,
  ];

  expect(statuses).toEqual([404, 404, 204, 204]);
});

test.for([
  ['/posts/9999/vote', 404],
  ['/posts/99999999999999999999/vote', 404],
  ['/posts/0/vote', 422],
] as const)('PUT and DELETE %s answer %i', async ([path, status], { bob }) => {
  const statuses = [
    (await bob.put(path)).status,
    (await bob.delete(path)).status,
  ];

  expect(statuses).toEqual([status, status]);
});

test('PUT of nobody answers 401', async ({ path, visitor }) => {
  expect((await visitor.put(`${path}/vote`)).status).toBe(401);
});

import { expect } from 'vitest';
import { test as base } from './fixtures.ts';
import { createPosts } from './lists.ts';

const nobody = '22222222-2222-4222-8222-222222222222';

/** Writes a vote past the route. There are the posts 1 and 2, and the users alice and bob. */
const test = base
  .extend('insert', async ({ alice, sql }) => {
    await createPosts(alice, ['Hello', 'Bye']);
    return (postId: number, userId: string) =>
      sql('INSERT INTO votes (post_id, user_id) VALUES ($1, $2)', [
        postId,
        userId,
      ]);
  })
  .extend('ids', async ({ alice, bob }) => {
    const { body: one } = await alice.get('/users/me');
    const { body: other } = await bob.get('/users/me');
    return { alice: String(one.id), bob: String(other.id) };
  });

test('the votes table takes a post and a user once', async ({
  insert,
  ids,
}) => {
  await expect(insert(1, ids.alice)).resolves.toBeDefined();

  await expect(insert(1, ids.alice)).rejects.toThrow();
});

test('the votes table takes a post twice, and a user twice', async ({
  insert,
  ids,
  sql,
}) => {
  await insert(1, ids.alice);
  await insert(1, ids.bob);
  await insert(2, ids.alice);

  expect(await sql('SELECT * FROM votes')).toHaveLength(3);
});

test('the votes table refuses who and what is not there', async ({
  insert,
  ids,
  sql,
}) => {
  await expect(insert(9999, ids.alice)).rejects.toThrow();
  await expect(insert(1, nobody)).rejects.toThrow();
  expect(await sql('SELECT * FROM votes')).toEqual([]);
});

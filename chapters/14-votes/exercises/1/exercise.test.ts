import { expect } from 'vitest';
import type { Database } from '../../src/database.ts';
import { test as base } from '../../tests/fixtures.ts';
import { createPosts } from '../../tests/lists.ts';

/** Posts 1 to 4 are alice's, post 5 is bob's. Bob has voted for 5, 3 and 1, and alice for 3. */
const test = base.extend('bobsVotes', async ({ alice, bob, database }) => {
  await createPosts(alice, ['a', 'b', 'c', 'd']);
  await createPosts(bob, ['e']);
  for (const postId of [5, 3, 1])
    await bob.post('/votes').send({ postId, dir: 1 });
  await alice.post('/votes').send({ postId: 3, dir: 1 });

  const { body: user } = await bob.get('/users/me');
  const votes: Database['votes'] & {
    ofUser?: (userId: string) => Promise<number[]>;
  } = database.votes;
  return () => votes.ofUser?.(String(user.id));
});

test('a user has voted for these posts', async ({ bobsVotes }) => {
  expect(await bobsVotes()).toEqual([1, 3, 5]);
});

test('a vote that was taken back is not among them', async ({
  bob,
  bobsVotes,
}) => {
  await bob.post('/votes').send({ postId: 3, dir: 0 });

  expect(await bobsVotes()).toEqual([1, 5]);
});

test('a post that has become a draft is hidden', async ({
  alice,
  bobsVotes,
}) => {
  await alice.patch('/posts/1').send({ published: false });

  expect(await bobsVotes()).toEqual([3, 5]);
});

test('a draft of their own is shown', async ({ bob, bobsVotes }) => {
  await bob.patch('/posts/5').send({ published: false });

  expect(await bobsVotes()).toEqual([1, 3, 5]);
});

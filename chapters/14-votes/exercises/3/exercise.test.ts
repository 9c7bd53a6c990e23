import { expect } from 'vitest';
import { test as base } from '../../tests/fixtures.ts';
import { createPosts } from '../../tests/lists.ts';
import { signIn } from '../../tests/sign-in.ts';

/** Posts 1 to 4 of alice with 1, 3, 0 and 1 votes. */
const test = base.extend('board', async ({ app, alice, bob }) => {
  await createPosts(alice, ['one', 'three', 'none', 'other']);
  const carol = await signIn(app, 'carol');
  for (const [voter, postId] of [
    [alice, 4],
    [alice, 2],
    [bob, 1],
    [bob, 2],
    [carol, 2],
  ] as const)
    await voter.post('/votes').send({ postId, dir: 1 });
  return [
    { postId: 2, title: 'three', votes: 3 },
    { postId: 1, title: 'one', votes: 1 },
    { postId: 4, title: 'other', votes: 1 },
  ];
});

test('GET /votes/top lists posts by their votes', async ({
  board,
  visitor,
}) => {
  const response = await visitor.get('/votes/top');

  expect(response.status).toBe(200);
  expect(response.body).toEqual(board);
});

test('GET /votes/top shows a draft to its owner alone', async ({
  board,
  alice,
  bob,
  visitor,
}) => {
  await alice.patch('/posts/2').send({ published: false });

  const [own, others, nobodys] = [
    await alice.get('/votes/top'),
    await bob.get('/votes/top'),
    await visitor.get('/votes/top'),
  ];

  expect(own.body).toEqual(board);
  expect(others.body).toEqual(board.slice(1));
  expect(nobodys.body).toEqual(board.slice(1));
});

test('GET /votes/top has ten at most', async ({ board, alice, visitor }) => {
  await createPosts(
    alice,
    Array.from({ length: 9 }, () => 'x'),
  );
  for (let postId = 5; postId <= 13; postId += 1)
    await alice.post('/votes').send({ postId, dir: 1 });

  const response = await visitor.get('/votes/top');

  expect(response.body).toHaveLength(10);
  expect(response.body[0]).toEqual(board[0]);
});

test('GET /votes/top takes no query', async ({ board, visitor }) => {
  const response = await visitor.get('/votes/top?limit=3');

  expect(board).toHaveLength(3);
  expect(response.status).toBe(422);
});

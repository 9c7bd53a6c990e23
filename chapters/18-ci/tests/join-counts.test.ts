import { expect } from 'vitest';
import { test as base } from './fixtures.ts';
import { createPosts } from './lists.ts';

/** Alice writes two posts. She and bob vote for the second. */
const test = base.extend('statuses', async ({ alice, bob }) => {
  await createPosts(alice, ['none', 'two']);
  const vote = { postId: 2, dir: 1 };
  const responses = [
    await alice.post('/votes').send(vote),
    await bob.post('/votes').send(vote),
  ];
  return responses.map(({ status }) => status);
});

test.for([
  [
    'JOIN votes drops a post without votes',
    'SELECT title, count(*) AS n FROM posts JOIN votes ON post_id = id GROUP BY title',
    { two: 2 },
  ],
  [
    'LEFT JOIN votes and count(*) give a post without votes one',
    'SELECT title, count(*) AS n FROM posts LEFT JOIN votes ON post_id = id GROUP BY title',
    { none: 1, two: 2 },
  ],
  [
    'LEFT JOIN votes and the count of a column give it none',
    'SELECT title, count(user_id) AS n FROM posts LEFT JOIN votes ON post_id = id GROUP BY title',
    { none: 0, two: 2 },
  ],
  [
    'a second join counts the one vote of alice twice',
    'SELECT name AS title, count(user_id) AS n FROM users LEFT JOIN votes ON user_id = users.id LEFT JOIN posts ON owner_id = users.id GROUP BY name',
    { Somebody: 0, alice: 2, bob: 1 },
  ],
  [
    'a subselect counts votes and nothing else',
    'SELECT title, (SELECT count(*) FROM votes WHERE post_id = id) AS n FROM posts',
    { none: 0, two: 2 },
  ],
] as const)(
  'counting: %s',
  async ([, statement, counts], { statuses, sql }) => {
    expect(statuses).toEqual([201, 201]);

    const rows = await sql<{ title: string; n: number | string }>(statement);

    expect(
      Object.fromEntries(rows.map(({ title, n }) => [title, Number(n)])),
    ).toEqual(counts);
  },
);

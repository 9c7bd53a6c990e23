import type { Response } from 'supertest';
import { expect } from 'vitest';
import { test } from './fixtures.ts';
import { createPosts, linkTo, titlesOf } from './lists.ts';
import { insertPost } from './rows.ts';

const sorts = ['id', '-id', 'createdAt', '-createdAt'] as const;

test.for(sorts)(
  'following next with sort=%s reads every post once',
  async (sort, { alice, visitor }) => {
    await createPosts(alice, ['a', 'b', 'c', 'd', 'e']);
    const seen: string[] = [];

    let next = `/posts?limit=2&sort=${sort}`;
    while (next) {
      const response: Response = await visitor.get(next);
      seen.push(...titlesOf(response));
      next = linkTo(response, 'next');
    }

    const all = ['a', 'b', 'c', 'd', 'e'];
    expect(seen).toEqual(sort.startsWith('-') ? all.toReversed() : all);
  },
);

test('a list that ends has no Link header', async ({ alice, visitor }) => {
  await createPosts(alice, ['a', 'b']);

  const response = await visitor.get('/posts?limit=2');

  expect(titlesOf(response)).toEqual(['a', 'b']);
  expect(response.headers).not.toHaveProperty('link');
});

test('posts that come or go meanwhile repeat and hide no other', async ({
  alice,
  visitor,
}) => {
  await createPosts(alice, ['a', 'b', 'c', 'd']);
  const first = await visitor.get('/posts?limit=2&sort=-id');

  await createPosts(alice, ['new', 'newer']);
  await alice.delete('/posts/4');

  const second = await visitor.get(linkTo(first, 'next'));
  expect([...titlesOf(first), ...titlesOf(second)]).toEqual([
    'd',
    'c',
    'b',
    'a',
  ]);
});

test('posts of one moment are told apart by their ids', async ({
  sql,
  visitor,
}) => {
  for (const title of ['a', 'b', 'c'])
    await insertPost(sql, { title, content: 'x', published: true });

  const first = await visitor.get('/posts?limit=2&sort=createdAt');
  const second = await visitor.get(linkTo(first, 'next'));

  expect([...titlesOf(first), ...titlesOf(second)]).toEqual(['a', 'b', 'c']);
});

test.for([
  ['another sort', 'sort=createdAt'],
  ['a sort by title', 'sort=title'],
  ['page', 'page=1'],
  ['skip', 'skip=0'],
] as const)(
  'a cursor with %s answers 422',
  async ([, query], { alice, visitor }) => {
    await createPosts(alice, ['a', 'b']);
    const first = await visitor.get('/posts?limit=1');
    const after = new URL(linkTo(first, 'next'), 'http://x').searchParams.get(
      'after',
    );

    const response = await visitor.get(`/posts?after=${after}&${query}`);

    expect(response.status).toBe(422);
    expect(response.body.details).toMatchObject([{ field: 'after' }]);
  },
);

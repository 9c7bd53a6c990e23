import { expect } from 'vitest';
import { test } from './fixtures.ts';
import { createPosts, linkTo, titlesOf } from './lists.ts';

test('GET /posts?limit=2 lists two posts and counts them all', async ({
  alice,
  visitor,
}) => {
  await createPosts(alice, ['a', 'b', 'c']);

  const response = await visitor.get('/posts?limit=2');

  expect(titlesOf(response)).toEqual(['a', 'b']);
  expect(response.headers['x-total-count']).toBe('3');
});

test.for([
  ['page=1', ['a', 'b'], ['first', 'last', 'next']],
  ['page=2', ['c', 'd'], ['first', 'last', 'prev', 'next']],
  ['page=3', ['e'], ['first', 'last', 'prev']],
  ['page=4', [], ['first', 'last', 'prev']],
  ['skip=1', ['b', 'c'], ['first', 'last', 'prev', 'next']],
  ['skip=3', ['d', 'e'], ['first', 'last', 'prev']],
  ['skip=99999999999999999999', [], ['first', 'last', 'prev']],
] as const)(
  'GET /posts?limit=2&%s shows that part and its neighbours',
  async ([query, titles, links], { alice, visitor }) => {
    await createPosts(alice, ['a', 'b', 'c', 'd', 'e']);

    const response = await visitor.get(`/posts?limit=2&${query}`);

    expect(response.status).toBe(200);
    expect(titlesOf(response)).toEqual(titles);
    expect(response.headers['x-total-count']).toBe('5');
    const all = ['first', 'last', 'prev', 'next'] as const;
    expect(all.filter((name) => linkTo(response, name))).toEqual(links);
  },
);

test('the links lead to the pages they name', async ({ alice, visitor }) => {
  await createPosts(alice, ['a', 'b', 'c', 'd', 'e']);
  const response = await visitor.get('/posts?limit=2&page=2&sort=-title');

  const pages = (['first', 'prev', 'next', 'last'] as const).map(async (name) =>
    titlesOf(await visitor.get(linkTo(response, name))),
  );

  expect(titlesOf(response)).toEqual(['c', 'b']);
  expect(await Promise.all(pages)).toEqual([
    ['e', 'd'],
    ['e', 'd'],
    ['a'],
    ['a'],
  ]);
});

test.for([
  ['limit', 'limit=0'],
  ['limit', 'limit=-1'],
  ['limit', 'limit=101'],
  ['limit', 'limit=1e1'],
  ['limit', 'limit=5&limit=6'],
  ['skip', 'skip=-1'],
  ['page', 'page=0'],
  ['page', 'page=1&skip=0'],
  ['search', `search=${'a'.repeat(101)}`],
  ['search', 'search=%00'],
  ['sort', 'sort=content'],
  ['sort', 'sort=id;DROP TABLE posts'],
  ['after', 'after=2'],
  ['after', 'after=aWQ6OTk5OTk5OTk5OQ'],
] as const)(
  '%s is refused in GET /posts?%s',
  async ([field, query], { visitor }) => {
    const response = await visitor.get(`/posts?${query}`);

    expect(response.status).toBe(422);
    expect(response.body.details).toMatchObject([{ in: 'query', field }]);
  },
);

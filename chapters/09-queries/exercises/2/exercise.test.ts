import type { Response } from 'supertest';
import type TestAgent from 'supertest/lib/agent.js';
import { expect } from 'vitest';
import { test } from '../../tests/fixtures.ts';
import { linkTo, titlesOf } from '../../tests/lists.ts';

async function createPostsAndDrafts(alice: TestAgent) {
  for (const title of ['tea 1', 'tea 2', 'tea 3', 'milk'])
    for (const published of [true, false])
      await alice.post('/posts').send({
        title: published ? title : `${title} (draft)`,
        content: 'x',
        published,
      });
}

test.for([
  ['published=false', '4', 'tea 1 (draft)'],
  ['published=true', '4', 'tea 1'],
  ['published=false&search=tea', '3', 'tea 1 (draft)'],
  ['search=tea&published=true&sort=-title', '3', 'tea 3'],
  ['published=false&page=2&limit=1', '4', 'tea 2 (draft)'],
  ['sort=id', '8', 'tea 1'],
] as const)(
  'GET /posts?%s counts %s posts, the first is "%s"',
  async ([query, total, first], { alice, visitor }) => {
    await createPostsAndDrafts(alice);

    const response = await visitor.get(`/posts?${query}`);

    expect(response.status).toBe(200);
    expect(response.headers['x-total-count']).toBe(total);
    expect(titlesOf(response)[0]).toBe(first);
  },
);

test.for([
  'limit=1',
  'limit=1&sort=-createdAt',
  'limit=1&search=tea&page=1',
  'limit=1&sort=title&skip=0',
])(
  'following next from GET /posts?published=false&%s meets drafts alone',
  async (query, { alice, visitor }) => {
    await createPostsAndDrafts(alice);
    const seen: string[] = [];

    let next = `/posts?published=false&${query}`;
    while (next && seen.length < 10) {
      const response: Response = await visitor.get(next);
      expect(response.status).toBe(200);
      seen.push(...titlesOf(response));
      next = linkTo(response, 'next');
    }

    const drafts = [
      'milk (draft)',
      ...[1, 2, 3].map((n) => `tea ${n} (draft)`),
    ];
    const found = query.includes('tea') ? drafts.slice(1) : drafts;
    expect(seen.toSorted()).toEqual(found);
  },
);

test('the first and the last page keep the filter', async ({
  alice,
  visitor,
}) => {
  await createPostsAndDrafts(alice);
  const response = await visitor.get('/posts?published=true&limit=3&page=1');

  const first = await visitor.get(linkTo(response, 'first'));
  const last = await visitor.get(linkTo(response, 'last'));

  expect(titlesOf(first)).toEqual(['tea 1', 'tea 2', 'tea 3']);
  expect(titlesOf(last)).toEqual(['milk']);
});

test.for([
  'published=',
  'published=TRUE',
  'published=1',
  'published=null',
  'published=true&published=false',
])('GET /posts?%s answers 422', async (query, { visitor }) => {
  const response = await visitor.get(`/posts?${query}`);

  expect(response.status).toBe(422);
  expect(response.body.details).toMatchObject([
    {
      in: 'query',
      field: 'published',
      message: expect.not.stringContaining('Unknown') as string,
    },
  ]);
});

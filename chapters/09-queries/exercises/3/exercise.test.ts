import type { Response } from 'supertest';
import { expect } from 'vitest';
import { openDatabase } from '../../src/database.ts';
import { listQuery } from '../../src/posts/list-query.ts';
import { listStatements } from '../../src/posts/statements.ts';
import { test } from '../../tests/fixtures.ts';
import { createPosts, linkTo, titlesOf } from '../../tests/lists.ts';

const byCodePoint = [
  "' OR true --",
  '10:30',
  '10:4',
  'A',
  'Zoo',
  'a\nb',
  'apples',
  'apples',
  'title:7',
  'Äpfel',
  '🙂',
];

function cursorOf(address: string) {
  return new URL(address, 'http://x').searchParams.get('after') ?? '';
}

test.for(['title', '-title'])(
  'following next with sort=%s reads every post once',
  async (sort, { alice, visitor }) => {
    await createPosts(alice, byCodePoint.toReversed());
    const seen: { id: number; title: string }[] = [];

    let next = `/posts?limit=2&sort=${sort}`;
    while (next && seen.length < 20) {
      const response: Response = await visitor.get(next);
      expect(response.status).toBe(200);
      expect(linkTo(response, 'first')).toBe('');
      seen.push(...response.body);
      next = linkTo(response, 'next');
    }

    if (sort === '-title') seen.reverse();
    expect(seen.map(({ title }) => title)).toEqual(byCodePoint);
    const [one, other] = seen.filter(({ title }) => title === 'apples');
    expect(one?.id).toBeLessThan(other?.id ?? 0);
  },
);

test('posts that come or go meanwhile repeat and hide no other by title', async ({
  alice,
  visitor,
}) => {
  await createPosts(alice, ['a', 'b', 'c', 'd']);
  const first = await visitor.get('/posts?limit=2&sort=title');

  await createPosts(alice, ['aa', 'ab']);
  await alice.delete('/posts/1');

  const second = await visitor.get(linkTo(first, 'next'));
  expect(titlesOf(first)).toEqual(['a', 'b']);
  expect(titlesOf(second)).toEqual(['c', 'd']);
});

test('the next part by title is searched in the index', async ({
  alice,
  visitor,
  settings,
}) => {
  await createPosts(alice, ['a', 'b', 'c']);
  const response = await visitor.get('/posts?limit=1&sort=title');
  const after = cursorOf(linkTo(response, 'next'));
  expect(after).not.toBe('');

  const { sql, dialect, close } = await openDatabase({
    ...settings,
    poolSize: 1,
  });
  if (dialect === 'postgres') await sql('SET enable_seqscan = off');
  const query = listQuery.parse({ limit: '1', sort: 'title', after });
  const { page } = listStatements(query, dialect);
  const explain =
    dialect === 'postgres' ? 'EXPLAIN (COSTS OFF)' : 'EXPLAIN QUERY PLAN';
  const rows = await sql(`${explain} ${page.text}`, page.bind);
  await close();

  const plan = rows.map((row) => String(Object.values(row).at(-1))).join('\n');
  expect(plan).toMatch(
    dialect === 'postgres' ? /Index Cond/ : /SEARCH posts USING INDEX/,
  );
});

test.for([
  'title',
  'title:',
  'title:apples',
  'title:apples:',
  'title:apples:x',
  'title:apples:9999999999',
  'title:app\0les:1',
  'id:1',
])(
  'a cursor made of %j answers 422 with sort=title',
  async (place, { alice, visitor }) => {
    await createPosts(alice, ['a']);
    const after = Buffer.from(place).toString('base64url');

    const response = await visitor.get(`/posts?sort=title&after=${after}`);

    expect(response.status).toBe(422);
    expect(response.body.details).toMatchObject([{ field: 'after' }]);
  },
);

test('a cursor by title with another sort answers 422', async ({
  alice,
  visitor,
}) => {
  await createPosts(alice, ['a', 'b']);
  const response = await visitor.get('/posts?sort=title&limit=1');
  const after = cursorOf(linkTo(response, 'next'));
  expect(after).not.toBe('');

  const answer = await visitor.get(`/posts?sort=createdAt&after=${after}`);

  expect(answer.status).toBe(422);
});

test('GET /posts?sort=title&page=1 still shows its neighbours', async ({
  alice,
  visitor,
}) => {
  await createPosts(alice, ['a', 'b', 'c']);

  const response = await visitor.get('/posts?sort=title&page=1&limit=2');

  expect(linkTo(response, 'last')).toContain('page=2');
  expect(linkTo(response, 'next')).toContain('page=2');
});

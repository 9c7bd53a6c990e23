import type { Response } from 'supertest';
import { expect } from 'vitest';
import { openDatabase } from '../../src/database.ts';
import { listQuery } from '../../src/posts/list-query.ts';
import { listStatements } from '../../src/posts/statements.ts';
import type { Settings } from '../../src/settings.ts';
import { test } from '../../tests/fixtures.ts';
import { createPosts, linkTo, titlesOf } from '../../tests/lists.ts';

const byCodePoint =
  "' OR true --|10:30|10:4|A|Zoo|a\nb|apples|apples|title:7|Äpfel|🙂".split(
    '|',
  );

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

test('posts that come or go move no title', async ({ alice, visitor }) => {
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
  const { headers } = await visitor.get('/posts?limit=1&sort=title');
  const [, after] = /after=([\w-]+)/.exec(String(headers['link'])) ?? [];
  expect(after).toBeDefined();

  const plan = await planOf(settings, { limit: '1', sort: 'title', after });

  expect(plan).toMatch(/Index Cond|SEARCH posts USING INDEX/);
});

async function planOf(settings: Settings, query: Record<string, unknown>) {
  const { sql, dialect, close } = await openDatabase({
    ...settings,
    poolSize: 1,
  });
  if (dialect === 'postgres') await sql('SET enable_seqscan = off');

  const { page } = listStatements(listQuery.parse(query), dialect);
  const how = dialect === 'postgres' ? '(COSTS OFF)' : 'QUERY PLAN';
  const rows = await sql(`EXPLAIN ${how} ${page.text}`, page.bind);
  await close();

  return rows.map((row) => String(Object.values(row).at(-1))).join('\n');
}

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

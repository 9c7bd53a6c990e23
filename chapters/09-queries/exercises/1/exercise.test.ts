import { expect } from 'vitest';
import { openDatabase } from '../../src/database.ts';
import { listQuery } from '../../src/posts/list-query.ts';
import { listStatements } from '../../src/posts/statements.ts';
import type { Settings } from '../../src/settings.ts';
import { test } from '../../tests/fixtures.ts';
import { createPosts, titlesOf } from '../../tests/lists.ts';

/** What the database would do for a list, as `npx ground-up script 09 explain` shows it. */
async function planOf(settings: Settings, query: Record<string, string>) {
  const { sql, dialect, close } = await openDatabase({
    ...settings,
    poolSize: 1,
  });
  if (dialect === 'postgres') await sql('SET enable_seqscan = off');

  const { page } = listStatements(listQuery.parse(query), dialect);
  const explain =
    dialect === 'postgres' ? 'EXPLAIN (COSTS OFF)' : 'EXPLAIN QUERY PLAN';
  const rows = await sql(`${explain} ${page.text}`, page.bind);
  await close();

  return rows.map((row) => String(Object.values(row).at(-1))).join('\n');
}

test.for(['updatedAt', '-updatedAt'])(
  'a list with sort=%s is read from an index and not sorted',
  async (sort, { settings }) => {
    const plan = await planOf(settings, { sort });

    expect(plan).toMatch(/index/i);
    expect(plan).not.toMatch(/sort|temp b-tree/i);
  },
);

test('a database that was there before gets the index too', async ({
  settings,
}) => {
  const before = await openDatabase(settings);
  for (const index of await indexesOf(before))
    await before.sql(`DROP INDEX ${index}`);
  await before.close();

  const plan = await planOf(settings, { sort: 'updatedAt' });

  expect(plan).toMatch(/index/i);
  expect(plan).not.toMatch(/sort|temp b-tree/i);
});

async function indexesOf({
  sql,
  dialect,
}: Awaited<ReturnType<typeof openDatabase>>) {
  const rows = await sql<{ name: string }>(
    dialect === 'postgres'
      ? "SELECT indexname AS name FROM pg_indexes WHERE tablename = 'posts' AND schemaname = current_schema() AND indexname <> 'posts_pkey'"
      : "SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = 'posts'",
  );
  return rows.map(({ name }) => name);
}

test('the order is what it was', async ({ alice, visitor }) => {
  await createPosts(alice, ['a', 'b', 'c']);
  await alice.patch('/posts/1').send({ title: 'changed' });

  const response = await visitor.get('/posts?sort=updatedAt');

  expect(titlesOf(response)).toEqual(['b', 'c', 'changed']);
});

import { expect, onTestFinished, vi } from 'vitest';
import { openDatabase } from '../src/database.ts';
import type { Settings } from '../src/settings.ts';
import { test } from './fixtures.ts';
import { createPosts } from './lists.ts';
import { startWithLog } from './sql-log.ts';

/** The models of a database with ten posts of alice, and how many statements have been sent since. */
async function openWithLog(settings: Settings) {
  const log = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  const database = await openDatabase({ ...settings, logSql: true });
  onTestFinished(async () => {
    log.mockRestore();
    await database.close();
  });

  log.mockClear();
  return { ...database, count: () => log.mock.calls.length };
}

test.for(['/posts', '/users/:id/posts?sort=title'])(
  'GET %s with twenty posts is two statements',
  async (path, { settings }) => {
    const { alice, statements } = await startWithLog(settings);
    const { body: user } = await alice.get('/users/me');
    await createPosts(
      alice,
      Array.from({ length: 20 }, () => 'x'),
    );
    const before = statements().length;

    const response = await alice.get(path.replace(':id', user.id));

    expect(response.body).toHaveLength(20);
    expect(statements()).toHaveLength(before + 2);
  },
);

test('lazy loading sends a statement for each post', async ({
  alice,
  settings,
}) => {
  await createPosts(alice, ['a', 'b', 'c', 'd', 'e']);
  const { Post, count } = await openWithLog(settings);

  const posts = await Post.findAll();
  const names = [];
  for (const post of posts) names.push((await post.getOwner()).name);

  expect(names).toEqual(['alice', 'alice', 'alice', 'alice', 'alice']);
  expect(count()).toBe(1 + 5);
});

test('eager loading sends one statement for all posts', async ({
  alice,
  settings,
}) => {
  await createPosts(alice, ['a', 'b', 'c', 'd', 'e']);
  const { Post, count } = await openWithLog(settings);

  const posts = await Post.findAll({ include: 'owner' });

  expect(posts.map(({ owner }) => owner?.name)).toHaveLength(5);
  expect(count()).toBe(1);
});

test('the way back goes from a user to their posts', async ({
  alice,
  database: { User },
}) => {
  await createPosts(alice, ['a', 'b']);

  const user = await User.findOne({
    where: { name: 'alice' },
    include: 'posts',
    rejectOnEmpty: true,
  });

  expect(user.posts?.map(({ title }) => title).sort()).toEqual(['a', 'b']);
});

import { expect } from 'vitest';
import type { Database } from '../../src/database.ts';
import { seed } from '../../src/seeding.ts';
import type { Settings } from '../../src/settings.ts';
import { test as base } from '../../tests/fixtures.ts';

const fill: (
  database: Database,
  settings: Settings,
  more?: { posts: number; seed: number },
) => ReturnType<typeof seed> = seed;

/** Seeds a database in which nobody is, and gives its posts, the oldest first. */
const test = base.extend('postsOf', ({ database, settings }) => {
  return async (more?: { posts: number; seed: number }) => {
    await database.sql('DELETE FROM users');
    const added = await fill(database, settings, more);
    const posts = await database.Post.findAll({ order: ['id'], raw: true });
    return { added, posts, titles: posts.map(({ title }) => title) };
  };
});

test('as many posts come as are asked for', async ({ postsOf }) => {
  const few = await postsOf();

  const many = await postsOf({ posts: 100, seed: 7 });

  expect(many.posts).toHaveLength(few.posts.length + 100);
  expect(many.added?.posts).toBe(many.posts.length);
});

test('the same seed gives the same titles', async ({ postsOf }) => {
  const first = await postsOf({ posts: 50, seed: 7 });
  const second = await postsOf({ posts: 50, seed: 7 });

  expect(second.titles).toEqual(first.titles);
});

test('another seed gives other titles', async ({ postsOf }) => {
  const first = await postsOf({ posts: 50, seed: 7 });
  const second = await postsOf({ posts: 50, seed: 8 });

  expect(second.titles).not.toEqual(first.titles);
});

test('titles, drafts and owners vary', async ({ postsOf }) => {
  const few = await postsOf();
  const { posts } = await postsOf({ posts: 100, seed: 7 });

  const made = posts.slice(few.posts.length);
  const kinds = (name: 'title' | 'published' | 'ownerId') =>
    new Set(made.map((post) => post[name])).size;
  expect(kinds('title')).toBeGreaterThan(10);
  expect(kinds('published')).toBe(2);
  expect(kinds('ownerId')).toBe(2);
});

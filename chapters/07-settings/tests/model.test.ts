import { expect, onTestFinished } from 'vitest';
import { connect } from '../src/connect.ts';
import { definePost } from '../src/posts/model.ts';
import type { Settings } from '../src/settings.ts';
import { emptyDatabase } from './empty-database.ts';
import { test } from './fixtures.ts';
import { hello, insertPost } from './rows.ts';

function openModel(settings: Settings) {
  const sequelize = connect(settings);
  onTestFinished(() => sequelize.close());
  return { sequelize, Post: definePost(sequelize) };
}

test('a model inserts, updates and deletes', async ({
  database: { Post },
  sql,
}) => {
  const post = await Post.create(hello);
  await post.update({ title: 'Bye' });
  expect(await sql('SELECT title FROM posts')).toEqual([{ title: 'Bye' }]);

  await post.destroy();
  expect(await sql('SELECT title FROM posts')).toEqual([]);
});

test('a model reads what raw SQL wrote', async ({
  database: { Post },
  sql,
}) => {
  await insertPost(sql, {
    title: 'Hello',
    content: 'By hand',
    published: false,
    date: '2026-11-22 12:00:00.123 +00:00',
  });

  const post = await Post.findOne();

  expect(post?.get()).toMatchObject({
    id: 1,
    title: 'Hello',
    content: 'By hand',
    published: false,
    createdAt: new Date('2026-11-22T12:00:00.123Z'),
    updatedAt: new Date('2026-11-22T12:00:00.123Z'),
  });
});

test('a model stays with the database it was defined for', async ({
  database: { Post },
  settings,
}) => {
  const other = await emptyDatabase();
  onTestFinished(other.remove);
  openModel({ ...settings, databaseUrl: other.url });

  await Post.create(hello);

  expect(await Post.count()).toBe(1);
});

// On PostgreSQL, sync looks at the indexes of every schema, and those of other tests come and go meanwhile.
test(
  'sync makes a table without the checks',
  { retry: 3 },
  async ({ settings }) => {
    const { sequelize, Post } = openModel(settings);

    await sequelize.sync();

    const post = await Post.create({ ...hello, title: '' });
    expect(post.id).toBe(1);
  },
);

test(
  'sync leaves a table as it is',
  { retry: 3 },
  async ({ database: { Post }, settings }) => {
    const { sequelize } = openModel(settings);

    await sequelize.sync();

    await expect(Post.create({ ...hello, title: '' })).rejects.toThrow();
  },
);

test('nothing is asked of the database before the first statement', async ({
  settings,
}) => {
  const { Post } = openModel({
    ...settings,
    databaseUrl: 'postgres://127.0.0.1:1/none',
  });

  await expect(Post.count()).rejects.toThrow('ECONNREFUSED');
});

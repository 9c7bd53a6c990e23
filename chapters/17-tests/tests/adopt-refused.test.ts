import { expect } from 'vitest';
import { openDatabase } from '../src/database.ts';
import { test } from './old-database.ts';

test.for([
  [
    'a column less',
    ['ALTER TABLE posts RENAME COLUMN content TO body'],
    'posts: the column body is in the database, not in the migrations.',
  ],
  [
    'an index less',
    ['DROP INDEX posts_created_at_id'],
    'posts: the index (created_at, id) is in the migrations, not in the database.',
  ],
] as const)(
  'posts with %s is refused and left alone',
  async ([, statements, sentence], { old, settings }) => {
    for (const text of statements) await old(text);

    const opened = openDatabase(settings);

    await expect(opened).rejects.toThrow(sentence);
    await expect(old('SELECT * FROM migrations')).rejects.toThrow();
  },
);

test('other posts are refused and left alone', async ({ bare, settings }) => {
  await bare('CREATE TABLE posts (id INTEGER PRIMARY KEY)');

  const opened = openDatabase(settings);

  await expect(opened).rejects.toThrow(
    'posts: the column title is in the migrations, not in the database.',
  );
  expect(await bare('SELECT * FROM posts')).toEqual([]);
});

test('posts without its CHECKs is refused', async ({ old, settings }) => {
  await old('ALTER TABLE posts DROP CONSTRAINT posts_title_check');

  const opened = openDatabase(settings);

  await expect(opened).rejects.toThrow('posts: the check');
});

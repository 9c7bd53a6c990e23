import { expect } from 'vitest';
import { test } from './fixtures.ts';

const hello = { title: 'Hello', content: 'My first post', published: true };
const noon = '2026-11-22 12:00:00.000 +00:00';
const insert =
  'INSERT INTO posts (title, content, published, created_at, updated_at) VALUES ($1, $2, $3, $4, $4)';

test.for([
  ['no title', { ...hello, title: null }],
  ['a blank title', { ...hello, title: ' \t\n\u00a0' }],
  ['a title of 256 characters', { ...hello, title: 'a'.repeat(256) }],
  ['no content', { ...hello, content: null }],
  ['blank content', { ...hello, content: ' ' }],
  ['content of 10,001 characters', { ...hello, content: 'a'.repeat(10_001) }],
  ['no answer to published', { ...hello, published: null }],
  ['a word for published', { ...hello, published: 'perhaps' }],
  ['a number for published', { ...hello, published: 2 }],
] as const)('the table refuses %s', async ([, post], { sql }) => {
  const { title, content, published } = post;

  const inserted = sql(insert, [title, content, published, noon]);

  await expect(inserted).rejects.toThrow();
  expect(await sql('SELECT * FROM posts')).toEqual([]);
});

test('the table never holds a NUL', async ({ sql }) => {
  await sql(insert, ['a\0b', 'x', true, noon]).catch(() => {});
  await sql(insert, ['x', 'a\0b', true, noon]).catch(() => {});

  const rows = await sql('SELECT title, content FROM posts');
  expect(JSON.stringify(rows)).not.toContain('\\u0000');
});

test.for(['yesterday-ish', '2026-02-31 12:00:00.000 +00:00', '12:00'])(
  'the table refuses %s as a date',
  async (date, { sql }) => {
    const inserted = sql(insert, ['Hello', 'x', true, date]);

    await expect(inserted).rejects.toThrow();
  },
);

test('the table takes the longest title and content', async ({ sql }) => {
  const title = '🙂'.repeat(255);
  const content = '🙂'.repeat(10_000);

  await sql(insert, [title, content, false, noon]);

  expect(await sql('SELECT title, content FROM posts')).toEqual([
    { title, content },
  ]);
});

test('the table refuses a change that breaks a rule', async ({
  alice,
  sql,
}) => {
  const { body: post } = await alice.post('/posts').send(hello);

  const changed = sql('UPDATE posts SET title = $1 WHERE id = $2', [
    '',
    post.id,
  ]);

  await expect(changed).rejects.toThrow();
});

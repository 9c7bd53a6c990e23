import { expect } from 'vitest';
import { test } from './fixtures.ts';
import { insertPost } from './rows.ts';

const hello = { title: 'Hello', content: 'My first post', published: true };

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
  const inserted = insertPost(sql, post);

  await expect(inserted).rejects.toThrow();
  expect(await sql('SELECT * FROM posts')).toEqual([]);
});

test('the table never holds a NUL', async ({ sql }) => {
  await insertPost(sql, { ...hello, title: 'a\0b' }).catch(() => {});
  await insertPost(sql, { ...hello, content: 'a\0b' }).catch(() => {});

  const rows = await sql('SELECT title, content FROM posts');
  expect(JSON.stringify(rows)).not.toContain('\\u0000');
});

test.for(['yesterday-ish', '2026-02-31 12:00:00.000 +00:00', '12:00'])(
  'the table refuses %s as a date',
  async (date, { sql }) => {
    const inserted = insertPost(sql, { ...hello, date });

    await expect(inserted).rejects.toThrow();
  },
);

test('the table takes the longest title and content', async ({ sql }) => {
  const title = '🙂'.repeat(255);
  const content = '🙂'.repeat(10_000);

  await insertPost(sql, { title, content, published: false });

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

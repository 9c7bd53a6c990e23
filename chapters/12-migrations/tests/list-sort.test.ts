import { expect, inject } from 'vitest';
import { test } from './fixtures.ts';
import { createPosts, titlesOf } from './lists.ts';

const byCodePoint = [
  '10',
  '9',
  'A',
  'Z',
  'Zürich',
  'a',
  'b',
  'zoo',
  'Äpfel',
  '🙂',
];

test('GET /posts?sort=title goes by code point', async ({ alice, visitor }) => {
  await createPosts(alice, byCodePoint.toReversed());

  const response = await visitor.get('/posts?sort=title');

  expect(titlesOf(response)).toEqual(byCodePoint);
});

// SQLite has one order. In PostgreSQL, whoever makes a database chooses one.
if (inject('databaseUrl')) {
  test('GET /posts?sort=title goes by code point in an English database', async ({
    alice,
    visitor,
    sql,
  }) => {
    await sql(
      'ALTER TABLE posts ALTER COLUMN title TYPE VARCHAR(255) COLLATE "en-x-icu"',
    );
    await createPosts(alice, byCodePoint.toReversed());

    const response = await visitor.get('/posts?sort=title');

    expect(titlesOf(response)).toEqual(byCodePoint);
  });
}

test('GET /posts?sort=-title goes the other way', async ({
  alice,
  visitor,
}) => {
  await createPosts(alice, byCodePoint);

  const response = await visitor.get('/posts?sort=-title');

  expect(titlesOf(response)).toEqual(byCodePoint.toReversed());
});

test.for([
  ['title', [1, 2, 3]],
  ['-title', [3, 2, 1]],
] as const)(
  'GET /posts?sort=%s goes by id where titles are the same',
  async ([sort, ids], { alice, visitor }) => {
    await createPosts(alice, ['same', 'same', 'same']);

    const response = await visitor.get(`/posts?sort=${sort}`);

    const posts = response.body as { id: number }[];
    expect(posts.map(({ id }) => id)).toEqual(ids);
  },
);

test('GET /posts?sort=-updatedAt shows the last change first', async ({
  alice,
  visitor,
}) => {
  await createPosts(alice, ['a', 'b', 'c']);
  await alice.patch('/posts/2').send({ title: 'changed' });

  const response = await visitor.get('/posts?sort=-updatedAt');

  expect(titlesOf(response)[0]).toBe('changed');
});

import { expect } from 'vitest';
import { test } from '../../tests/fixtures.ts';

const insert =
  'INSERT INTO posts (title, content, created_at, updated_at) VALUES ($1, $2, $3, $3)';
const morning = ['Morning', 'x', '2026-11-22 09:00:00.000 +00:00'];
const noon = ['Noon', 'x', '2026-11-22 12:00:00.000 +00:00'];
const evening = ['Evening', 'x', '2026-11-22 21:00:00.000 +00:00'];

function titles(posts: { title: string }[]) {
  return posts.map(({ title }) => title);
}

test.for([
  ['2026-11-22T12:00:00Z', ['Noon', 'Evening']],
  ['2026-11-22T12:00:00.001Z', ['Evening']],
  ['2026-11-22T13:00:00+01:00', ['Noon', 'Evening']],
  ['2026-11-21T23:00:00-12:00', ['Noon', 'Evening']],
  ['2026-11-22T21:00:00.001Z', []],
  ['1970-01-01T00:00:00Z', ['Morning', 'Noon', 'Evening']],
] as const)(
  'GET /posts?since=%s lists what is new',
  async ([since, expected], { sql, visitor }) => {
    for (const post of [morning, noon, evening]) await sql(insert, post);

    const response = await visitor.get('/posts').query({ since });

    expect(response.status).toBe(200);
    expect(titles(response.body)).toEqual(expected);
  },
);

test('the database chooses before it cuts', async ({ sql, visitor }) => {
  for (let count = 0; count < 100; count += 1) await sql(insert, morning);
  await sql(insert, evening);

  const response = await visitor
    .get('/posts')
    .query({ since: '2026-11-22T12:00:00Z' });

  expect(titles(response.body)).toEqual(['Evening']);
});

test('a post that was written through the API is found', async ({
  alice,
  visitor,
}) => {
  const { body: post } = await alice
    .post('/posts')
    .send({ title: 'Hello', content: 'My first post' });

  const response = await visitor
    .get('/posts')
    .query({ since: post.createdAt as string });

  expect(response.status).toBe(200);
  expect(response.body).toEqual([post]);
});

test('GET /posts without since lists all', async ({ sql, visitor }) => {
  for (const post of [morning, noon]) await sql(insert, post);

  const response = await visitor.get('/posts');

  expect(titles(response.body)).toEqual(['Morning', 'Noon']);
});

test.for([
  'yesterday',
  '2026-11-22',
  '2026-02-30T12:00:00Z',
  '1969-12-31T23:59:59Z',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59-01:00',
  "2026-11-22T12:00:00Z' --",
])('GET /posts?since=%s answers 422', async (since, { visitor }) => {
  const response = await visitor.get('/posts').query({ since });

  expect(response.status).toBe(422);
  expect(response.body.details).toMatchObject([
    { in: 'query', field: 'since' },
  ]);
});

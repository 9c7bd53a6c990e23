import { expect } from 'vitest';
import { test } from '../../tests/fixtures.ts';

const hello = { title: 'Hello', content: 'My first post', published: true };

test('GET /posts/count counts published posts and drafts', async ({
  alice,
  visitor,
}) => {
  await alice.post('/posts').send(hello);
  await alice.post('/posts').send({ ...hello, published: false });
  await alice.post('/posts').send(hello);

  const response = await visitor.get('/posts/count');

  expect(response.status).toBe(200);
  expect(response.body).toEqual({ published: 2, drafts: 1 });
});

test('GET /posts/count counts no posts', async ({ visitor }) => {
  const response = await visitor.get('/posts/count');

  expect(response.status).toBe(200);
  expect(response.body).toEqual({ published: 0, drafts: 0 });
});

test('GET /posts/count counts more than a list holds', async ({
  sql,
  visitor,
}) => {
  await sql(
    `WITH RECURSIVE numbers (n) AS (
       SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 150
     )
     INSERT INTO posts (title, content, created_at, updated_at)
     SELECT 'Hello', 'x', '2026-11-22 12:00:00.000 +00:00', '2026-11-22 12:00:00.000 +00:00'
     FROM numbers`,
  );

  const response = await visitor.get('/posts/count');

  expect(response.body).toEqual({ published: 150, drafts: 0 });
});

test('GET /posts/count with a query answers 422', async ({ visitor }) => {
  const response = await visitor.get('/posts/count?published=true');

  expect(response.status).toBe(422);
  expect(response.body.details).toMatchObject([
    { in: 'query', field: 'published' },
  ]);
});

import { expect } from 'vitest';
import { test } from '../../tests/fixtures.ts';

const hello = { title: 'Hello', content: 'My first post', published: true };
const draft = { ...hello, title: 'Plans', published: false };

test.for([
  ['', ['Hello', 'Plans']],
  ['?published=true', ['Hello']],
  ['?published=false', ['Plans']],
] as const)(
  'GET /posts%s lists the posts that are asked for',
  async ([query, titles], { alice }) => {
    await alice.post('/posts').send(hello);
    await alice.post('/posts').send(draft);

    const response = await alice.get(`/posts${query}`);

    expect(response.status).toBe(200);
    expect(response.body).toMatchObject(titles.map((title) => ({ title })));
    expect(response.body).toHaveLength(titles.length);
  },
);

test('GET /posts?published=false finds a draft behind 100 posts', async ({
  alice,
}) => {
  for (let count = 0; count < 100; count += 1) {
    await alice.post('/posts').send(hello);
  }
  await alice.post('/posts').send(draft);

  const response = await alice.get('/posts?published=false');

  expect(response.body).toMatchObject([{ title: 'Plans' }]);
});

test.for(['maybe', '', '0', 'False', 'true&published=false'])(
  'GET /posts?published=%s answers 422',
  async (published, { visitor }) => {
    const response = await visitor.get(`/posts?published=${published}`);

    expect(response.status).toBe(422);
    expect(response.body.details).toMatchObject([
      { in: 'query', field: 'published' },
    ]);
  },
);

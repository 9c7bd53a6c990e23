import { expect, onTestFinished, vi } from 'vitest';
import { test } from '../../tests/fixtures.ts';

const hello = { title: 'Hello', content: 'My first post', published: true };

function numbered(count: number) {
  return Array.from({ length: count }, (_, number) => ({
    ...hello,
    title: `Title ${number}`,
  }));
}

test('POST /posts/batch creates all posts in their order', async ({
  alice,
  visitor,
}) => {
  const drafts = numbered(3).map((post) => ({ ...post, published: false }));

  const response = await alice.post('/posts/batch').send(drafts);

  expect(response.status).toBe(201);
  expect(response.body).toMatchObject(drafts);
  const { body: posts } = await visitor.get('/posts');
  expect(posts).toEqual(response.body);
});

test('POST /posts/batch takes the default of each post', async ({ alice }) => {
  const { title, content } = hello;

  const response = await alice.post('/posts/batch').send([{ title, content }]);

  expect(response.body).toMatchObject([hello]);
});

test('one post that the table refuses takes back all others', async ({
  alice,
  sql,
  visitor,
}) => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  onTestFinished(() => log.mockRestore());
  await sql('CREATE UNIQUE INDEX one_title ON posts (title)');

  const response = await alice
    .post('/posts/batch')
    .send([...numbered(3), ...numbered(1)]);

  expect(response.status).toBe(500);
  const { body: posts } = await visitor.get('/posts');
  expect(posts).toEqual([]);
});

test('ten batches at once all succeed', async ({ alice, visitor }) => {
  const responses = await Promise.all(
    Array.from({ length: 10 }, () =>
      alice.post('/posts/batch').send(numbered(5)),
    ),
  );

  expect(new Set(responses.map(({ status }) => status))).toEqual(
    new Set([201]),
  );
  const { body: posts } = await visitor.get('/posts');
  expect(posts).toHaveLength(50);
});

test('POST /posts/batch names the field of the wrong post', async ({
  alice,
  visitor,
}) => {
  const batch = [hello, { ...hello, title: '' }];

  const response = await alice.post('/posts/batch').send(batch);

  expect(response.status).toBe(422);
  expect(response.body.details).toMatchObject([
    { in: 'body', field: '1.title' },
  ]);
  const { body: posts } = await visitor.get('/posts');
  expect(posts).toEqual([]);
});

test.for([
  ['no posts', []],
  ['101 posts', numbered(101)],
  ['a post alone', hello],
])('POST /posts/batch with %s answers 422', async ([, body], { alice }) => {
  const response = await alice.post('/posts/batch').send(body);

  expect(response.status).toBe(422);
});

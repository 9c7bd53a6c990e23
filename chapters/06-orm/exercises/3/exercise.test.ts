import { expect } from 'vitest';
import { test } from '../../tests/fixtures.ts';

const hello = { title: 'Hello', content: 'My first post', published: true };

test('a new post has been read by nobody', async ({ alice }) => {
  const response = await alice.post('/posts').send(hello);

  expect(response.body).toMatchObject({ ...hello, reads: 0 });
});

test('POST /posts/:id/reads counts one more', async ({ alice, visitor }) => {
  const { body: post } = await alice.post('/posts').send(hello);
  await visitor.post(`/posts/${post.id}/reads`);

  const response = await visitor.post(`/posts/${post.id}/reads`);

  expect(response.status).toBe(200);
  expect(response.body).toEqual({ ...post, reads: 2 });
  const { body: posts } = await visitor.get('/posts');
  expect(posts).toEqual([{ ...post, reads: 2 }]);
});

test('twenty readers at once are all counted', async ({ alice, visitor }) => {
  const { body: post } = await alice.post('/posts').send(hello);

  const responses = await Promise.all(
    Array.from({ length: 20 }, () => visitor.post(`/posts/${post.id}/reads`)),
  );

  const reads = responses.map(({ body }) => Number(body.reads));
  expect(reads.sort((a, b) => a - b)).toEqual(
    Array.from({ length: 20 }, (_, index) => index + 1),
  );
});

test('a change keeps the count, whatever the client sends', async ({
  alice,
}) => {
  const { body: post } = await alice.post('/posts').send(hello);
  await alice.post(`/posts/${post.id}/reads`);

  const response = await alice
    .put(`/posts/${post.id}`)
    .send({ ...post, title: 'Bye', reads: 1_000_000 });

  expect(response.status).toBe(200);
  expect(response.body).toMatchObject({ title: 'Bye', reads: 1 });
});

test('POST /posts/:id/reads of a missing post answers 404', async ({
  visitor,
}) => {
  const response = await visitor.post('/posts/99/reads');

  expect(response.status).toBe(404);
  expect(response.body.message).toContain('99');
});

test.for([
  ['less than none', -1],
  ['no number', null],
  ['a word', 'many'],
] as const)(
  'the table refuses %s as the count',
  async ([, reads], { alice, sql }) => {
    const { body: post } = await alice.post('/posts').send(hello);
    expect(post.reads).toBe(0);

    const changed = sql('UPDATE posts SET reads = $1 WHERE id = $2', [
      reads,
      post.id,
    ]);

    await expect(changed).rejects.toThrow();
  },
);

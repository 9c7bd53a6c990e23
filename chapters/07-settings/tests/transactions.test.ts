import { expect } from 'vitest';
import { test } from './fixtures.ts';
import { hello as row } from './rows.ts';

const hello = { title: 'Hello', content: 'My first post', published: true };

test('a transaction that fails takes back all its writes', async ({
  database: { Post, transaction },
  visitor,
}) => {
  const failing = transaction(async (transaction) => {
    await Post.create(row, { transaction });
    throw new Error('no');
  });

  await expect(failing).rejects.toThrow('no');

  const response = await visitor.get('/posts');
  expect(response.body).toEqual([]);
});

test('a transaction that fails takes back no other write', async ({
  database: { Post, transaction },
  alice,
}) => {
  const failing = transaction(async (transaction) => {
    await Post.create(row, { transaction });
    await new Promise((done) => setTimeout(done, 20));
    throw new Error('no');
  });
  const created = alice.post('/posts').send({ ...hello, title: 'Mine' });

  await Promise.all([expect(failing).rejects.toThrow('no'), created]);

  const response = await alice.get('/posts');
  expect(response.body).toMatchObject([{ title: 'Mine' }]);
});

test('forty writes at once all succeed', async ({ alice }) => {
  const { body: post } = await alice.post('/posts').send(hello);
  const titles = Array.from({ length: 20 }, (_, count) => `Title ${count}`);

  const responses = await Promise.all(
    titles.flatMap((title) => [
      alice.patch(`/posts/${post.id}`).send({ title }),
      alice.post('/posts').send({ ...hello, title }),
    ]),
  );

  expect(new Set(responses.map(({ status }) => status))).toEqual(
    new Set([200, 201]),
  );
  const { body: posts } = await alice.get('/posts');
  expect(posts).toHaveLength(21);
});

test('changes of different fields at once are both kept', async ({ alice }) => {
  const { body: post } = await alice.post('/posts').send(hello);

  await Promise.all([
    alice.patch(`/posts/${post.id}`).send({ title: 'Bye' }),
    alice.patch(`/posts/${post.id}`).send({ content: 'My last post' }),
  ]);

  const response = await alice.get(`/posts/${post.id}`);
  expect(response.body).toMatchObject({
    title: 'Bye',
    content: 'My last post',
  });
});

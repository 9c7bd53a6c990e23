import { expect } from 'vitest';
import { test as base } from './fixtures.ts';
import { createPosts } from './lists.ts';
import { hello as row } from './rows.ts';
import { signIn } from './sign-in.ts';
import { startWithLog } from './sql-log.ts';

const hello = { title: 'Hello', content: 'My first post', published: true };
const draft = { ...hello, published: false };

const test = base.extend('postId', async ({ alice }) => {
  const { body: post } = await alice.post('/posts').send(hello);
  return post.id as number;
});

test('of twenty votes at once, one counts', async ({ postId, bob, sql }) => {
  const responses = await Promise.all(
    Array.from({ length: 20 }, () =>
      bob.post('/votes').send({ postId, dir: 1 }),
    ),
  );

  const statuses = responses.map(({ status }) => status).sort();
  expect(statuses).toEqual([201, ...Array.from({ length: 19 }, () => 409)]);
  expect(await sql('SELECT * FROM votes')).toHaveLength(1);
});

test('each answer counts the votes of a post', async ({
  postId,
  alice,
  bob,
  visitor,
}) => {
  const path = `/posts/${postId}`;
  await alice.post('/votes').send({ postId, dir: 1 });
  await bob.post('/votes').send({ postId, dir: 1 });
  await createPosts(alice, ['without votes']);

  const item = await visitor.get(path);
  const list = await visitor.get('/posts');
  const changed = await alice.patch(path).send({ title: 'Bye' });
  const replaced = await alice.put(path).send(item.body);

  const answers = [item, changed, replaced];
  expect(answers.map(({ body }): unknown => body.votes)).toEqual([2, 2, 2]);
  expect(list.body).toMatchObject([{ votes: 2 }, { votes: 0 }]);
});

test('votes that are sent are ignored', async ({ alice }) => {
  const response = await alice.post('/posts').send({ ...hello, votes: 7 });

  expect(response.status).toBe(201);
  expect(response.body.votes).toBe(0);
});

test('a draft takes votes of its owner alone', async ({ alice, bob }) => {
  const { body: post } = await alice.post('/posts').send(draft);
  const vote = { postId: post.id as number, dir: 1 };

  const statuses = [
    (await bob.post('/votes').send(vote)).status,
    (await alice.post('/votes').send(vote)).status,
  ];

  expect(statuses).toEqual([404, 201]);
});

test('votes go with their post', async ({ postId, alice, bob, sql }) => {
  await bob.post('/votes').send({ postId, dir: 1 });

  await alice.delete(`/posts/${postId}`);

  expect(await sql('SELECT * FROM votes')).toEqual([]);
});

test('votes go with whoever cast them', async ({ postId, alice, bob, app }) => {
  const carol = await signIn(app, 'carol');
  await bob.post('/votes').send({ postId, dir: 1 });
  await carol.post('/votes').send({ postId, dir: 1 });

  await bob.delete('/users/me');

  const { body: post } = await alice.get(`/posts/${postId}`);
  expect(post.votes).toBe(1);
});

test('a hundred posts with owners and votes are at most two statements', async ({
  settings,
  database: { Post },
}) => {
  await Post.bulkCreate(Array.from({ length: 100 }, () => row));
  const { alice, statements } = await startWithLog(settings);

  const response = await alice.get('/posts');

  expect(response.body).toHaveLength(100);
  expect(statements().length).toBeLessThanOrEqual(2);
});

import { expect, onTestFinished } from 'vitest';
import { createApp } from '../src/app.ts';
import { test } from './fixtures.ts';
import { signIn } from './sign-in.ts';
import { openDatabase } from './unsafe-database.ts';

const hello = { title: 'Hello', content: 'My first post', published: true };
const attack = { title: "Mine' --" };

test('PATCH /posts/:id with SQL in the title changes that one title', async ({
  alice,
  visitor,
}) => {
  const { body: first } = await alice.post('/posts').send(hello);
  const { body: second } = await alice.post('/posts').send(hello);

  await alice.patch(`/posts/${second.id}`).send(attack);

  const response = await visitor.get('/posts');
  expect(response.body).toMatchObject([
    { id: first.id, title: 'Hello' },
    { id: second.id, title: "Mine' --" },
  ]);
});

test('the same title changes every post where SQL is glued', async ({
  settings,
}) => {
  const database = await openDatabase(settings);
  onTestFinished(() => database.close());
  const alice = await signIn(createApp(settings, database));
  await alice.post('/posts').send(hello);
  const { body: second } = await alice.post('/posts').send(hello);

  await alice.patch(`/posts/${second.id}`).send(attack);

  const response = await alice.get('/posts');
  expect(response.body).toMatchObject([{ title: 'Mine' }, { title: 'Mine' }]);
});

test.for([
  "'); DROP TABLE posts; --",
  '" OR ""="',
  '$1 ?1 :id @id %s %_',
  '\\',
  'Ünïcödé 🙂 \u202e',
])('POST /posts keeps the title %s as it came', async (title, { alice }) => {
  const response = await alice.post('/posts').send({ ...hello, title });

  expect(response.status).toBe(201);
  expect(response.body.title).toBe(title);
});

test.for(['2147483648', '9007199254740993', '9'.repeat(400)])(
  'no method finds a post with the id %s',
  async (id, { alice }) => {
    const responses = [
      await alice.get(`/posts/${id}`),
      await alice.put(`/posts/${id}`).send(hello),
      await alice.patch(`/posts/${id}`).send(hello),
      await alice.delete(`/posts/${id}`),
    ];

    expect(responses.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
  },
);

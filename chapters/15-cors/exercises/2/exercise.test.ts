import { expect } from 'vitest';
import { test } from '../../tests/fixtures.ts';

const hello = { title: 'Hello', content: 'My first post' };
const guess = {
  grant_type: 'password',
  username: 'alice@example.com',
  password: 'a wrong password',
};

test.for(['https://evil.example', 'null', 'https://app.example.evil.com'])(
  'POST /posts from %s answers 403 and writes nothing',
  async (origin, { alice }) => {
    const response = await alice
      .post('/posts')
      .set('Origin', origin)
      .send(hello);

    expect(response.status).toBe(403);
    expect(response.body).toMatchObject({ success: false, error: 403 });
    expect((await alice.get('/posts')).body).toEqual([]);
  },
);

test('guesses from another origin do not count', async ({ alice, visitor }) => {
  await alice.get('/posts');
  for (let count = 0; count < 6; count += 1)
    await visitor
      .post('/auth/token')
      .type('form')
      .set('Origin', 'https://evil.example')
      .send(guess);

  const response = await visitor.post('/auth/login').send({
    email: 'alice@example.com',
    password: 'correct horse battery',
  });

  expect(response.status).toBe(200);
});

test.for(['PUT', 'PATCH', 'DELETE'])(
  '%s from another origin answers 403',
  async (method, { alice }) => {
    const { body: post } = await alice.post('/posts').send(hello);
    const send = method.toLowerCase() as 'put';

    const response = await alice[send](`/posts/${post.id}`)
      .set('Origin', 'https://evil.example')
      .send(hello);

    expect(response.status).toBe(403);
  },
);

test('a listed origin and no origin may write', async ({ alice }) => {
  const statuses = [
    (await alice.post('/posts').send(hello)).status,
    (
      await alice
        .post('/posts')
        .set('Origin', 'https://app.example')
        .send(hello)
    ).status,
  ];

  expect(statuses).toEqual([201, 201]);
});

test('a page of the API itself may write', async ({ alice }) => {
  const response = await alice
    .post('/posts')
    .set({ Host: 'api.example:8443', Origin: 'https://api.example:8443' })
    .send(hello);

  expect(response.status).toBe(201);
});

test.for(['GET', 'HEAD', 'OPTIONS'])(
  '%s from another origin is answered as before',
  async (method, { visitor }) => {
    const send = method.toLowerCase() as 'get';

    const response = await visitor[send]('/posts').set(
      'Origin',
      'https://evil.example',
    );

    expect(response.ok).toBe(true);
  },
);

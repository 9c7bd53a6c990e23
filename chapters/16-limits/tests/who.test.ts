import { expect } from 'vitest';
import { test } from './fixtures.ts';

const hello = { title: 'Hello', content: 'My first post', published: true };
const worthless = { Authorization: 'Bearer a.b.c' };

test('writing posts needs a login', async ({ alice, visitor }) => {
  const { body: post } = await alice.post('/posts').send(hello);
  const path = `/posts/${post.id}`;

  const responses = [
    await visitor.post('/posts').send(hello),
    await visitor.put(path).send(hello),
    await visitor.patch(path).send({ title: 'Mine' }),
    await visitor.delete(path),
  ];

  for (const { status, headers } of responses) {
    expect(status).toBe(401);
    expect(headers['www-authenticate']).toBe('Bearer');
  }
  const response = await visitor.get(path);
  expect(response.body).toEqual(post);
});

test('who one is comes before what one sends', async ({ visitor }) => {
  const response = await visitor.post('/posts').send({ title: 7 });

  expect(response.status).toBe(401);
});

test.for(['/', '/other_endpoint', '/posts', '/posts/1', '/users/me'])(
  'GET %s with a worthless token answers 401',
  async (path, { visitor }) => {
    const response = await visitor.get(path).set(worthless);

    expect(response.status).toBe(401);
    expect(response.headers['www-authenticate']).toBe(
      'Bearer error="invalid_token"',
    );
  },
);

test.for(['/health', '/health/live', '/HEALTH/ready/'])(
  'GET %s looks at no token',
  async (path, { visitor }) => {
    const response = await visitor.get(path).set(worthless);

    expect(response.status).toBe(200);
  },
);

test('a login looks at no token', async ({ visitor }) => {
  const response = await visitor
    .post('/auth/login')
    .set(worthless)
    .send({ email: 'nobody@example.com', password: 'x' });

  expect(response.headers['www-authenticate']).toBe('Bearer');
});

test.for(['Basic YTpi', 'Bearer', 'Bearer a b', 'a.b.c', ''])(
  'the credentials "%s" answer 401',
  async (credentials, { visitor }) => {
    const response = await visitor
      .get('/posts')
      .set('Authorization', credentials);

    expect(response.status).toBe(401);
  },
);

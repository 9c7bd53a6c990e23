import { expect } from 'vitest';
import { test } from './fixtures.ts';
import { signIn } from './sign-in.ts';

const password = 'correct horse battery';

test('GET /users/me shows the e-mail', async ({ alice }) => {
  const response = await alice.get('/users/me');

  expect(response.status).toBe(200);
  expect(response.body).toMatchObject({
    name: 'alice',
    email: 'alice@example.com',
  });
});

test.for(['get', 'patch', 'delete'] as const)(
  '%s /users/me of nobody answers 401',
  async (method, { visitor }) => {
    const response = await visitor[method]('/users/me');

    expect(response.status).toBe(401);
    expect(response.headers['www-authenticate']).toBe('Bearer');
  },
);

test('PATCH /users/me changes name and e-mail', async ({ alice, visitor }) => {
  const response = await alice
    .patch('/users/me')
    .send({ name: 'Alice', email: 'Alice@Example.org' });

  expect(response.status).toBe(200);
  expect(response.body).toMatchObject({
    name: 'Alice',
    email: 'alice@example.org',
  });
  const login = await visitor
    .post('/auth/login')
    .send({ email: 'alice@example.org', password });
  expect(login.status).toBe(200);
});

test('PATCH /users/me with the e-mail of another answers 409', async ({
  app,
  alice,
}) => {
  await signIn(app, 'bob');

  const response = await alice
    .patch('/users/me')
    .send({ email: 'bob@example.com' });

  expect(response.status).toBe(409);
});

test.for([{}, { id: 'x' }, { password: 'correct horse' }, { name: '' }])(
  'PATCH /users/me with %j answers 422',
  async (body, { alice }) => {
    const response = await alice.patch('/users/me').send(body);

    expect(response.status).toBe(422);
  },
);

test('DELETE /users/me leaves a token that is worth nothing', async ({
  alice,
  visitor,
}) => {
  const { body: user } = await alice.get('/users/me');

  const response = await alice.delete('/users/me');

  expect(response.status).toBe(204);
  expect((await alice.get('/users/me')).status).toBe(401);
  expect((await visitor.get(`/users/${user.id}`)).status).toBe(404);
});

import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { test } from './fixtures.ts';

const carol = {
  name: 'Carol',
  email: 'carol@example.com',
  password: 'correct horse battery',
};

test('POST /users answers 201 with the user', async ({ visitor }) => {
  const response = await visitor.post('/users').send(carol);

  expect(response.status).toBe(201);
  expect(response.headers['location']).toBe(`/users/${response.body.id}`);
  expect(response.body).toEqual({
    id: expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/),
    name: 'Carol',
    email: 'carol@example.com',
    createdAt: expect.stringMatching(/Z$/),
    updatedAt: expect.stringMatching(/Z$/),
  });
});

test('GET /users/:id shows no e-mail', async ({ visitor }) => {
  const { body: user } = await visitor.post('/users').send(carol);

  const response = await visitor.get(`/users/${user.id}`);

  expect(response.status).toBe(200);
  expect(response.body).toEqual({
    id: user.id,
    name: 'Carol',
    createdAt: user.createdAt,
  });
});

test('GET /users/:id takes an id in capital letters', async ({ visitor }) => {
  const { body: user } = await visitor.post('/users').send(carol);

  const response = await visitor.get(`/users/${String(user.id).toUpperCase()}`);

  expect(response.body).toMatchObject({ id: user.id });
});

test('GET /users/:id of nobody answers 404', async ({ visitor }) => {
  const response = await visitor.get(`/users/${randomUUID()}`);

  expect(response.status).toBe(404);
});

test.for(['1', 'carol', 'carol@example.com', `${randomUUID()}0`])(
  'GET /users/%s answers 422',
  async (id, { visitor }) => {
    const response = await visitor.get(`/users/${id}`);

    expect(response.status).toBe(422);
    expect(response.body.details).toEqual([
      { in: 'path', field: 'id', message: 'Must be a UUID.' },
    ]);
  },
);

test.for(['carol@example.com', 'CAROL@Example.COM', ' carol@example.com '])(
  'POST /users with the taken address "%s" answers 409',
  async (email, { visitor }) => {
    await visitor.post('/users').send(carol);

    const response = await visitor.post('/users').send({ ...carol, email });

    expect(response.status).toBe(409);
    expect(response.body).toMatchObject({ success: false, error: 409 });
  },
);

test('of twenty who register one address at once, one succeeds', async ({
  visitor,
  sql,
}) => {
  const responses = await Promise.all(
    Array.from({ length: 20 }, () => visitor.post('/users').send(carol)),
  );

  const statuses = responses.map(({ status }) => status).sort();
  expect(statuses).toEqual([201, ...Array.from({ length: 19 }, () => 409)]);
  expect(
    await sql('SELECT email FROM users WHERE email = $1', [carol.email]),
  ).toHaveLength(1);
});

import { expect } from 'vitest';
import { test } from './fixtures.ts';

const carol = { email: 'carol@example.com', password: 'correct horse battery' };

test.beforeEach(async ({ visitor }) => {
  await visitor.post('/users').send({ name: 'Carol', ...carol });
});

test('POST /auth/login answers a token that no cache keeps', async ({
  visitor,
}) => {
  const response = await visitor.post('/auth/login').send(carol);

  expect(response.status).toBe(200);
  expect(response.headers['cache-control']).toBe('no-store');
  expect(response.body).toEqual({
    access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
    token_type: 'Bearer',
    expires_in: 900,
  });
});

test('POST /auth/login takes the address in any case', async ({ visitor }) => {
  const email = ' Carol@Example.com ';

  const response = await visitor.post('/auth/login').send({ ...carol, email });

  expect(response.status).toBe(200);
});

test('a wrong password and an unknown address get one answer', async ({
  visitor,
}) => {
  const wrong = await visitor
    .post('/auth/login')
    .set('X-Request-Id', 'same')
    .send({ ...carol, password: 'incorrect horse battery' });
  const unknown = await visitor
    .post('/auth/login')
    .set('X-Request-Id', 'same')
    .send({ ...carol, email: 'nobody@example.com' });

  expect(wrong.status).toBe(401);
  expect(wrong.headers['www-authenticate']).toBe('Bearer');
  expect(unknown.status).toBe(401);
  expect(unknown.text).toBe(wrong.text);
  expect({ ...unknown.headers, date: '' }).toEqual({
    ...wrong.headers,
    date: '',
  });
});

test('no password is right beyond 72 bytes', async ({ visitor }) => {
  const password = 'x7!Qe?zK'.repeat(9);
  const dave = { email: 'dave@example.com', password };
  await visitor.post('/users').send({ name: 'Dave', ...dave });

  const longer = await visitor
    .post('/auth/login')
    .send({ ...dave, password: `${password}a` });

  expect(longer.status).toBe(401);
  const right = await visitor.post('/auth/login').send(dave);
  expect(right.status).toBe(200);
});

test.for([
  ['no e-mail', { email: undefined }, 'email'],
  ['no password', { password: undefined }, 'password'],
  ['a number for a password', { password: 7 }, 'password'],
  ['a member nobody knows', { remember: true }, 'remember'],
] as const)(
  'POST /auth/login with %s answers 422',
  async ([, wrong, field], { visitor }) => {
    const response = await visitor
      .post('/auth/login')
      .send({ ...carol, ...wrong });

    expect(response.status).toBe(422);
    expect(response.body.details).toMatchObject([{ in: 'body', field }]);
  },
);

import { expect } from 'vitest';
import { test } from './fixtures.ts';

const carol = { email: 'carol@example.com', password: 'correct horse battery' };
const form = {
  grant_type: 'password',
  username: carol.email,
  password: carol.password,
};

test.beforeEach(async ({ visitor }) => {
  await visitor.post('/users').send({ name: 'Carol', ...carol });
});

test('POST /auth/token takes a form and answers a token', async ({
  visitor,
}) => {
  const response = await visitor
    .post('/auth/token')
    .type('form')
    .send({ ...form, scope: '', client_id: 'swagger', whatever: '1' });

  expect(response.status).toBe(200);
  expect(response.headers['cache-control']).toBe('no-store');
  expect(response.body).toMatchObject({
    token_type: 'Bearer',
    expires_in: 900,
  });
});

test.for([
  ['a wrong password', { password: 'x' }, 'invalid_grant'],
  ['an unknown address', { username: 'a@example.com' }, 'invalid_grant'],
  ['a name for an address', { username: 'carol' }, 'invalid_grant'],
  ['no password', { password: undefined }, 'invalid_request'],
  ['an empty password', { password: '' }, 'invalid_request'],
  ['two passwords', { password: ['x', 'y'] }, 'invalid_request'],
  ['another grant', { grant_type: 'implicit' }, 'unsupported_grant_type'],
  ['an empty grant', { grant_type: '' }, 'invalid_request'],
  ['no grant', { grant_type: undefined }, 'invalid_request'],
] as const)(
  'POST /auth/token with %s answers 400',
  async ([, wrong, error], { visitor }) => {
    const response = await visitor
      .post('/auth/token')
      .type('form')
      .send({ ...form, ...wrong });

    expect(response.status).toBe(400);
    expect(response.headers['cache-control']).toBe('no-store');
    expect(response.body).toEqual({
      error,
      error_description: expect.any(String),
    });
  },
);

test('POST /auth/token with JSON answers 400', async ({ visitor }) => {
  const response = await visitor.post('/auth/token').send(form);

  expect(response.status).toBe(400);
  expect(response.body.error).toBe('invalid_request');
});

test('GET /auth/token answers 405', async ({ visitor }) => {
  const response = await visitor.get('/auth/token');

  expect(response.status).toBe(405);
  expect(response.headers['allow']).toBe('POST, OPTIONS');
});

test('OPTIONS /auth/token answers 204', async ({ visitor }) => {
  const response = await visitor.options('/auth/token');

  expect(response.status).toBe(204);
  expect(response.headers['allow']).toBe('POST, OPTIONS');
});

test('POST /auth/token with too much answers 413', async ({ visitor }) => {
  const response = await visitor
    .post('/auth/token')
    .type('form')
    .send({ ...form, scope: 'a'.repeat(100 * 1024) });

  expect(response.status).toBe(413);
});

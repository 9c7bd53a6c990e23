import { createSecretKey } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { expect } from 'vitest';
import { createTokens } from '../../src/auth/tokens.ts';
import { test } from '../../tests/fixtures.ts';

const email = 'alice@example.com';
const password = 'correct horse battery';
const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

test('two logins in one second give two tokens', async ({ settings }) => {
  const { issue } = createTokens(settings);
  const id = 'c3b6f6f8-6f0f-4c5c-9d3c-0d6b4a4d5a55';

  const tokens = [issue(id), issue(id)].map(({ access_token: one }) => one);

  const claims = tokens.map((token) => jwt.decode(token, { json: true }));
  expect(claims[0]?.jti).toMatch(uuid);
  expect(claims[1]?.jti).toMatch(uuid);
  expect(claims[0]?.jti).not.toBe(claims[1]?.jti);
});

test('such a token is good for what it was good for', async ({
  alice,
  visitor,
}) => {
  expect((await alice.get('/users/me')).status).toBe(200);

  const { body } = await visitor.post('/auth/login').send({ email, password });

  const response = await visitor
    .get('/users/me')
    .set('Authorization', `Bearer ${body.access_token}`);
  expect(response.body).toMatchObject({ email });
});

test('a token without a jti answers 401', async ({
  alice,
  visitor,
  settings,
}) => {
  const { body: user } = await alice.get('/users/me');
  const key = createSecretKey(settings.jwtSecret ?? '', 'utf8');
  const token = jwt.sign({ sub: user.id }, key, {
    header: { alg: 'HS256', typ: 'at+jwt' },
    issuer: 'board',
    audience: 'board-api',
    expiresIn: 60,
  });

  const response = await visitor
    .get('/users/me')
    .set('Authorization', `Bearer ${token}`);

  expect(response.status).toBe(401);
});

import { expect } from 'vitest';
import { createTokens } from '../src/auth/tokens.ts';
import { readSettings } from '../src/settings.ts';
import { test } from './fixtures.ts';

const message = 'JWT_SECRET: must have at least 32 bytes, made by chance.';

test.for([
  { JWT_SECRET: 'a'.repeat(31) },
  { NODE_ENV: 'production' },
  { NODE_ENV: 'production', JWT_SECRET: '' },
])('the API does not start with %j', (env) => {
  expect(() => readSettings(env)).toThrow(message);
});

test('bytes are counted, not characters', () => {
  const { jwtSecret } = readSettings({ JWT_SECRET: 'é'.repeat(16) });

  expect(jwtSecret).toBe('é'.repeat(16));
});

test('a wrong secret is named and never shown', () => {
  const env = { JWT_SECRET: 'too short', PORT: 'x' };

  expect(() => readSettings(env)).toThrow(/^PORT: .+\nJWT_SECRET: [^\n]+$/);
  expect(() => readSettings(env)).not.toThrow('too short');
});

test('without a secret, no other process takes the token', () => {
  const settings = readSettings({});
  const [one, other] = [createTokens(settings), createTokens(settings)];
  const id = 'c3b6f6f8-6f0f-4c5c-9d3c-0d6b4a4d5a55';

  const { access_token: token } = one.issue(id);

  expect(one.read(token)).toBe(id);
  expect(() => other.read(token)).toThrow('invalid signature');
});

import { expect, test } from 'vitest';
import { createTokens, type Tokens } from '../../src/auth/tokens.ts';
import { readSettings, type Settings } from '../../src/settings.ts';

const create: (settings: Settings, now?: () => number) => Tokens = createTokens;
const settings = readSettings({ JWT_SECRET: 'x'.repeat(32) });
const id = 'c3b6f6f8-6f0f-4c5c-9d3c-0d6b4a4d5a55';
const newYear = Date.parse('2001-01-01T00:00:00.500Z');

test('a token ends by the clock that is passed', () => {
  let now = newYear;
  const tokens = create(settings, () => now);
  const { access_token: token } = tokens.issue(id);

  now += 899_000;
  expect(tokens.read(token)).toBe(id);

  now += 1_000;
  expect(() => tokens.read(token)).toThrow('jwt expired');
});

test('two instances have two clocks', () => {
  const slow = create(settings, () => newYear);
  const fast = create(settings, () => newYear + 1_000_000);

  const { access_token: token } = slow.issue(id);

  expect(slow.read(token)).toBe(id);
  expect(() => fast.read(token)).toThrow('jwt expired');
});

test('without a clock it is the real time', () => {
  const { access_token: token } = create(settings).issue(id);

  expect(create(settings).read(token)).toBe(id);
  expect(create(settings, () => Date.now()).read(token)).toBe(id);
});

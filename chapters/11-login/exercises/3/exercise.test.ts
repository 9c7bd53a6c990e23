import { expect, test } from 'vitest';
import { createTokens } from '../../src/auth/tokens.ts';
import { readSettings } from '../../src/settings.ts';

const id = 'c3b6f6f8-6f0f-4c5c-9d3c-0d6b4a4d5a55';
const first = 'the first secret has more than 32 bytes';
const old = 'the second secret has more than 32 bytes';
const young = 'the third secret has more than 32 bytes';

function tokensWith(secret: string) {
  return createTokens(readSettings({ JWT_SECRET: secret }));
}

function issuedWith(secret: string) {
  return tokensWith(secret).issue(id).access_token;
}

test.for([first, old, young])(
  'a token signed with any of three secrets is read: %s',
  (secret) => {
    const token = issuedWith(secret);

    expect(tokensWith([young, old, first].join(',')).read(token)).toBe(id);
  },
);

test('the first secret signs', () => {
  const token = issuedWith(`${young},${old}`);

  expect(tokensWith(young).read(token)).toBe(id);
  expect(() => tokensWith(old).read(token)).toThrow('invalid signature');
});

test('a secret that is taken out counts no more', () => {
  const token = issuedWith(first);

  expect(() => tokensWith(`${young},${old}`).read(token)).toThrow(
    'invalid signature',
  );
});

test('a token that is wrong for its own secret is wrong', () => {
  const [header, payload, signature = ''] = issuedWith(old).split('.');
  const cut = [header, payload, signature.slice(1)].join('.');

  expect(() => tokensWith(`${young},${old}`).read(cut)).toThrow();
});

test.for([
  `${young},short`,
  `short,${young}`,
  `${young},`,
  `,${young}`,
  `${young},,${old}`,
])('the API does not start with the secrets "%s"', (secrets) => {
  expect(() => readSettings({ JWT_SECRET: secrets })).toThrow(/^JWT_SECRET: /);
});

import bcrypt from 'bcrypt';
import { expect } from 'vitest';
import { createPasswords } from '../../src/users/passwords.ts';
import { test } from '../../tests/fixtures.ts';

const one = 'caf\u00e9 au lait, s\u00fc\u00df';
const other = one.normalize('NFD');
const carol = { name: 'Carol', email: 'carol@example.com' };

test.for([
  ['hashed in one form and sent in the other', one, other],
  ['hashed in the other form and sent in one', other, one],
] as const)(
  'a password matches, %s',
  async ([, hashed, sent], { settings }) => {
    const { hash, matches } = createPasswords(settings);

    expect(await matches(sent, await hash(hashed))).toBe(true);
  },
);

test('POST /users keeps the hash of the normal form', async ({
  visitor,
  sql,
}) => {
  await visitor.post('/users').send({ ...carol, password: other });

  const [user] = await sql<{ hash: string }>(
    'SELECT password_hash AS hash FROM users',
  );
  expect(await bcrypt.compare(one, user?.hash ?? '')).toBe(true);
});

test.for([
  ['36 letters that come as 108 bytes', 'e\u0301'.repeat(36), 201],
  ['37 letters that come as 111 bytes', 'e\u0301'.repeat(37), 422],
  ['seven letters and seven accents', 'u\u0308e\u0301'.repeat(3) + 'a', 422],
  ['39 bytes that become 78', '\u0958'.repeat(13), 422],
  ['a common password in wide letters', 'ｐａｓｓｗｏｒｄ', 201],
] as const)(
  'POST /users with %s answers as it should',
  async ([, password, expected], { visitor }) => {
    const response = await visitor.post('/users').send({ ...carol, password });

    expect(response.status).toBe(expected);
  },
);

test('what only looks alike is another password', async ({ settings }) => {
  const { hash, matches } = createPasswords(settings);

  expect(await matches('the first fight', await hash('the ﬁrst ﬁght'))).toBe(
    false,
  );
});

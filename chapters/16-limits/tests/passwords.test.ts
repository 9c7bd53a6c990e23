import bcrypt from 'bcrypt';
import { expect } from 'vitest';
import { createPasswords } from '../src/users/passwords.ts';
import { publicUser } from '../src/users/schemas.ts';
import { test } from './fixtures.ts';

const password = 'correct horse battery';
const hashes =
  "SELECT password_hash AS hash FROM users WHERE email LIKE '%@example.com'";

test('the table holds a hash and no password', async ({ visitor, sql }) => {
  await visitor
    .post('/users')
    .send({ name: 'Carol', email: 'carol@example.com', password });

  const [user] = await sql<{ hash: string }>(hashes);
  expect(user?.hash).toMatch(/^\$2b\$04\$.{53}$/);
  expect(await bcrypt.compare(password, user?.hash ?? '')).toBe(true);
  expect(JSON.stringify(await sql('SELECT * FROM users'))).not.toContain(
    password,
  );
});

test('one password of two users has two hashes', async ({ visitor, sql }) => {
  for (const name of ['carol', 'dave'])
    await visitor
      .post('/users')
      .send({ name, email: `${name}@example.com`, password });

  const [carol, dave] = await sql<{ hash: string }>(hashes);
  expect(carol?.hash).not.toBe(dave?.hash);
});

test('a hash is compared, never made again', async ({ settings }) => {
  const { hash, matches } = createPasswords(settings);

  const stored = await hash(password);

  expect(await hash(password)).not.toBe(stored);
  expect(await matches(password, stored)).toBe(true);
  expect(await matches('correct horse batterie', stored)).toBe(false);
});

test('the cost comes from the settings', async ({ settings }) => {
  const { hash } = createPasswords({ ...settings, bcryptCost: 5 });

  expect(bcrypt.getRounds(await hash(password))).toBe(5);
});

test('bcrypt sees no difference behind byte 72', async () => {
  const long = 'a'.repeat(72);
  const hash = await bcrypt.hash(`${long}b`, 4);

  expect(await bcrypt.compare(`${long}c`, hash)).toBe(true);
});

test('a model shows its hash, a schema does not', async ({
  database: { User },
}) => {
  const user = User.build({
    name: 'Carol',
    email: 'carol@example.com',
    passwordHash: '*'.repeat(60),
    createdAt: new Date(),
  });

  expect(JSON.stringify(user)).toContain('****');
  expect(JSON.stringify(publicUser.parse(user))).not.toContain('****');
});

import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { test } from './fixtures.ts';
import type { Database } from '../src/database.ts';

const noon = '2026-11-22 12:00:00.000 +00:00';
const carol = {
  name: 'Carol',
  email: 'carol@example.com',
  hash: '*'.repeat(60),
};

function insertUser(sql: Database['sql'], user: Partial<typeof carol>) {
  const { name, email, hash } = { ...carol, ...user };
  return sql(
    'INSERT INTO users (id, name, email, password_hash, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $5)',
    [randomUUID(), name, email, hash, noon],
  );
}

test('the table takes a user', async ({ sql }) => {
  await insertUser(sql, {});

  expect(
    await sql('SELECT name FROM users WHERE email = $1', [carol.email]),
  ).toEqual([{ name: 'Carol' }]);
});

test.for([
  ['a blank name', { name: ' ' }],
  ['a name of 101 characters', { name: 'a'.repeat(101) }],
  ['an address with capital letters', { email: 'Carol@example.com' }],
  ['an address without @', { email: 'carol' }],
  ['a password that is no hash', { hash: 'correct horse battery' }],
] as const)('the users table refuses %s', async ([, user], { sql }) => {
  await expect(insertUser(sql, user)).rejects.toThrow();
});

test('the users table refuses the same address twice', async ({ sql }) => {
  await insertUser(sql, {});

  await expect(insertUser(sql, { name: 'Not Carol' })).rejects.toThrow();
});

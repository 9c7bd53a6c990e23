import { expect } from 'vitest';
import { test } from './fixtures.ts';

const carol = {
  name: 'Carol',
  email: 'carol@example.com',
  password: 'correct horse battery',
};

test.for([
  ['no name', { name: undefined }, 'name'],
  ['a blank name', { name: ' ' }, 'name'],
  ['a name of 101 characters', { name: 'a'.repeat(101) }, 'name'],
  ['no address', { email: undefined }, 'email'],
  ['a number for an address', { email: 7 }, 'email'],
  ['an address without @', { email: 'carol.example.com' }, 'email'],
  ['a Kelvin sign for a K', { email: '\u212aarl@example.com' }, 'email'],
  ['an endless address', { email: `${'a'.repeat(243)}@example.com` }, 'email'],
  ['no password', { password: undefined }, 'password'],
  ['seven characters', { password: 'x7!Qe?z' }, 'password'],
  ['seven emoji', { password: '🐎🔋🧷🪐🫖🛶🥾' }, 'password'],
  ['73 bytes', { password: 'x7!Qe?zK'.repeat(9) + 'a' }, 'password'],
  ['a NUL in the password', { password: 'x7!Q\0e?zK' }, 'password'],
  ['a common password', { password: 'Password123' }, 'password'],
  ['a member nobody knows', { admin: true }, 'admin'],
] as const)(
  'POST /users with %s answers 422',
  async ([, wrong, field], { visitor, sql }) => {
    const response = await visitor.post('/users').send({ ...carol, ...wrong });

    expect(response.status).toBe(422);
    expect(response.body.details).toMatchObject([{ in: 'body', field }]);
    expect(await sql("SELECT * FROM users WHERE name = 'Carol'")).toEqual([]);
  },
);

test.for([
  ['8 characters', 'x7!Qe?zK'],
  ['72 bytes', 'x7!Qe?zK'.repeat(9)],
  ['eight emoji', '🐎🔋🧷🪐🫖🛶🥾🧦'],
  ['eight spaces', '        '],
  ['letters alone', 'correcthorsebattery'],
] as const)(
  'POST /users takes a password of %s',
  async ([, password], { visitor }) => {
    const response = await visitor.post('/users').send({ ...carol, password });

    expect(response.status).toBe(201);
  },
);

test('POST /users ignores an id, dates and nothing else', async ({
  visitor,
}) => {
  const id = '00000000-0000-4000-8000-000000000000';
  const createdAt = '2000-01-01T00:00:00.000Z';

  const response = await visitor
    .post('/users')
    .send({ ...carol, id, createdAt, updatedAt: createdAt });

  expect(response.status).toBe(201);
  expect(response.body.id).not.toBe(id);
  expect(response.body.createdAt).not.toBe(createdAt);
});

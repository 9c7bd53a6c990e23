import { expect } from 'vitest';
import { test } from './fixtures.ts';

const email = 'alice@example.com';
const oldPassword = 'correct horse battery';
const newPassword = 'wrong donkey accumulator';
const path = '/users/me/password';

test('a new password takes the place of the old one', async ({
  alice,
  visitor,
}) => {
  const response = await alice.patch(path).send({ oldPassword, newPassword });

  expect(response.status).toBe(204);
  const logins = [
    await visitor.post('/auth/login').send({ email, password: oldPassword }),
    await visitor.post('/auth/login').send({ email, password: newPassword }),
  ];
  expect(logins.map(({ status }) => status)).toEqual([401, 200]);
});

test.for([
  ['a wrong old password', { oldPassword: 'x' }, 'oldPassword'],
  ['no old password', { oldPassword: undefined }, 'oldPassword'],
  ['a short password', { newPassword: 'short' }, 'newPassword'],
  ['a common password', { newPassword: 'password123' }, 'newPassword'],
] as const)(
  'a change of password with %s answers 422',
  async ([, wrong, field], { alice }) => {
    const response = await alice
      .patch(path)
      .send({ oldPassword, newPassword, ...wrong });

    expect(response.status).toBe(422);
    expect(response.body.details).toMatchObject([{ in: 'body', field }]);
  },
);

test('nobody changes a password without a login', async ({ visitor }) => {
  const response = await visitor.patch(path).send({ oldPassword, newPassword });

  expect(response.status).toBe(401);
});

test('guesses at the old password are throttled', async ({ alice }) => {
  const guess = () => alice.patch(path).send({ oldPassword: 'x', newPassword });
  for (let count = 0; count < 5; count += 1) await guess();

  const response = await guess();

  expect(response.status).toBe(429);
});

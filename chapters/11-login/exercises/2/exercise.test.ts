import bcrypt from 'bcrypt';
import request from 'supertest';
import { expect } from 'vitest';
import { createApp } from '../../src/app.ts';
import type { Database } from '../../src/database.ts';
import type { Settings } from '../../src/settings.ts';
import { test } from '../../tests/fixtures.ts';

const email = 'carol@example.com';
const password = 'correct horse battery';

/** Carol with a hash of this cost, at an API whose cost is 5. */
async function carolWith(cost: number, database: Database, settings: Settings) {
  const passwordHash = await bcrypt.hash(password, cost);
  await database.users.create({ name: 'Carol', email, passwordHash });
  const visitor = request(createApp({ ...settings, bcryptCost: 5 }, database));
  const hash = async () =>
    (await database.users.findByEmail(email))?.passwordHash;
  return { visitor, passwordHash, hash };
}

test('a login renews a cheap hash', async ({ database, settings }) => {
  const { visitor, hash } = await carolWith(4, database, settings);

  const login = await visitor.post('/auth/login').send({ email, password });

  expect(login.status).toBe(200);
  expect(await hash()).toMatch(/^\$2b\$05\$/);
  const next = await visitor.post('/auth/login').send({ email, password });
  expect(next.status).toBe(200);
});

test('the form renews a cheap hash too', async ({ database, settings }) => {
  const { visitor, hash } = await carolWith(4, database, settings);

  const form = { grant_type: 'password', username: email, password };
  const login = await visitor.post('/auth/token').type('form').send(form);

  expect(login.status).toBe(200);
  expect(await hash()).toMatch(/^\$2b\$05\$/);
});

test.for([5, 6])(
  'a hash of cost %i stays as it is',
  async (cost, { database, settings }) => {
    const { visitor, passwordHash, hash } = await carolWith(
      cost,
      database,
      settings,
    );

    const login = await visitor.post('/auth/login').send({ email, password });

    expect(login.status).toBe(200);
    expect(await hash()).toBe(passwordHash);
  },
);

test('a wrong password renews nothing', async ({ database, settings }) => {
  const { visitor, passwordHash, hash } = await carolWith(
    4,
    database,
    settings,
  );

  const login = await visitor
    .post('/auth/login')
    .send({ email, password: 'incorrect horse battery' });

  expect(login.status).toBe(401);
  expect(await hash()).toBe(passwordHash);
});

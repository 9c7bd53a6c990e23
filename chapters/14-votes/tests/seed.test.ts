import { expect } from 'vitest';
import { seed } from '../src/seeding.ts';
import { test, timeout } from './programs.ts';

test.beforeEach(({ sql }) => sql('DELETE FROM users'));

test('seed adds posts, and users who can log in', async ({
  database,
  settings,
  visitor,
}) => {
  const added = await seed(database, settings);

  const login = await visitor
    .post('/auth/login')
    .send({ email: 'alice@example.com', password: added?.password });
  expect(login.status).toBe(200);
  const list = await visitor.get('/posts');
  expect(list.body).not.toEqual([]);
});

test('seed adds nothing where somebody is', async ({
  alice: _,
  database,
  settings,
}) => {
  const added = await seed(database, settings);

  expect(added).toBeUndefined();
  expect(await database.User.count()).toBe(1);
  expect(await database.Post.count()).toBe(0);
});

test('seed adds nothing the second time', async ({ database, settings }) => {
  const first = await seed(database, settings);

  const second = await seed(database, settings);

  expect(second).toBeUndefined();
  expect(await database.User.count()).toBe(first?.users);
  expect(await database.Post.count()).toBe(first?.posts);
});

test('seed says the password, once', { timeout }, async ({ run }) => {
  const { code, stdout } = await run('seed.ts', []);

  expect(code).toBe(0);
  expect(stdout).toMatch(
    /^\d+ users and \d+ posts added\. Log in as alice@example\.com with the password [\w-]{16}\n$/,
  );
});

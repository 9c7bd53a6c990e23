import { expect } from 'vitest';
import { connect } from '../src/connect.ts';
import { runCommand } from '../src/migrate/commands.ts';
import { createSql } from '../src/sql.ts';
import { test as base } from './fixtures.ts';

const noon = '2026-11-22 12:00:00.000 +00:00';
const insert =
  "INSERT INTO posts (title, content, published, created_at, updated_at) VALUES ($1, 'x', true, $2, $2)";

/** A database as the chapter before left it, with two posts that nobody owns. */
const test = base
  .extend('migrate', ({ settings }) => (...words: string[]) => {
    return runCommand(words, { settings });
  })
  .extend('old', async ({ settings, migrate }, { onCleanup }) => {
    await migrate('to', '0002-users');
    const sequelize = connect(settings);
    onCleanup(() => sequelize.close());

    const sql = createSql(sequelize);
    for (const title of ['One', 'Two']) await sql(insert, [title, noon]);
    return sql;
  });

test('posts that nobody owns go to the archive', async ({ old, migrate }) => {
  await migrate('to', '0005-posts-owner-required');

  expect(
    await old(
      'SELECT title, name FROM posts JOIN users ON users.id = owner_id ORDER BY title',
    ),
  ).toEqual([
    { title: 'One', name: 'Archive' },
    { title: 'Two', name: 'Archive' },
  ]);
});

test('nobody logs in as the archive', async ({ old, migrate, visitor }) => {
  await migrate('up');
  const [archive] = await old<{ email: string }>(
    "SELECT email FROM users WHERE name = 'Archive'",
  );

  const password = '*'.repeat(60);
  const responses = [
    await visitor.post('/auth/login').send({ ...archive, password }),
    await visitor
      .post('/auth/token')
      .type('form')
      .send({ grant_type: 'password', username: archive?.email, password }),
    await visitor
      .post('/users')
      .send({ name: 'Mallory', ...archive, password }),
  ];

  expect(responses.map(({ status }) => status)).toEqual([422, 400, 422]);
});

test('a database without posts needs no archive', async ({ sql }) => {
  expect(await sql("SELECT * FROM users WHERE name = 'Archive'")).toEqual([]);
});

test('back at 0002 the posts are still there', async ({ old, migrate }) => {
  await migrate('to', '0005-posts-owner-required');

  await migrate('to', '0002-users');

  expect(await old('SELECT title FROM posts ORDER BY title')).toEqual([
    { title: 'One' },
    { title: 'Two' },
  ]);
  expect(await old('SELECT * FROM users')).toEqual([]);
});

test('contract waits until no release writes posts without an owner', async ({
  old,
  migrate,
}) => {
  await migrate('to', '0004-posts-owner-filled');

  await old(insert, ['Three', noon]);

  await expect(migrate('up')).rejects.toThrow('0005-posts-owner-required');
  expect(await old('SELECT title FROM posts WHERE owner_id IS NULL')).toEqual([
    { title: 'Three' },
  ]);
});

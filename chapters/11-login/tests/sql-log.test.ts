import { expect, onTestFinished, vi } from 'vitest';
import { test } from './fixtures.ts';
import { startWithLog } from './sql-log.ts';

const hello = { title: 'Hello', content: 'My first post', published: true };

test('GET /posts/:id is one SELECT', async ({ settings }) => {
  const { alice, statements } = await startWithLog(settings);

  await alice.get('/posts/7');

  expect(statements()).toHaveLength(1);
  expect(statements()[0]).toMatch(
    /^Executing \(default\): SELECT .*title.* FROM posts AS post .*WHERE .*post\.id = 7/,
  );
});

test('POST /posts is one INSERT with parameters', async ({ settings }) => {
  const { alice, statements } = await startWithLog(settings);

  await alice.post('/posts').send(hello);

  expect(statements()).toHaveLength(1);
  expect(statements()[0]).toMatch(
    /^Executing \(default\): INSERT INTO posts \(id,title,.*\) VALUES \(.*\$1,\$2,\$3,\$4,\$5/,
  );
  expect(statements()[0]).not.toContain('My first post');
});

test('PATCH /posts/:id is a SELECT and an UPDATE in a transaction', async ({
  settings,
}) => {
  const { alice, statements } = await startWithLog(settings);
  const { body: post } = await alice.post('/posts').send(hello);

  await alice.patch(`/posts/${post.id}`).send({ title: 'Bye' });

  const [, begin, select, update, commit] = statements();
  expect(begin).toMatch(/: (START|BEGIN \w+) TRANSACTION;$/);
  expect(select).toContain(': SELECT id, title');
  expect(update).toContain(': UPDATE posts SET title=$1,updated_at=$2 WHERE');
  expect(commit).toMatch(/: COMMIT;$/);
});

test('the SQL log stays silent unless asked for', async ({ visitor }) => {
  const log = vi.spyOn(console, 'log');
  onTestFinished(() => log.mockRestore());

  await visitor.get('/posts');

  expect(log).not.toHaveBeenCalled();
});

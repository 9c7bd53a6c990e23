import { randomUUID } from 'node:crypto';
import { expect, inject } from 'vitest';
import type { Database } from '../src/database.ts';
import { test as base } from './fixtures.ts';

const hello = { title: 'Hello', content: 'My first post', published: true };

const test = base.extend('postId', async ({ alice }) => {
  const { body: post } = await alice.post('/posts').send(hello);
  return post.id as number;
});

/** Until a statement that writes votes waits for another transaction. On SQLite it waits in the queue of writes. */
async function somebodyWaits({ sql, dialect }: Database) {
  if (dialect !== 'postgres') return;

  const waiting = () =>
    sql(
      "SELECT 1 FROM pg_locks JOIN pg_locks AS wanted USING (pid) WHERE pg_locks.relation = 'votes'::regclass AND NOT wanted.granted",
    );
  await expect.poll(waiting, { timeout: 4000, interval: 10 }).not.toEqual([]);
}

test('who looks before they write lets two votes in', async ({ sql }) => {
  await sql('CREATE TABLE naive (post_id INTEGER, user_id INTEGER)');
  const look = () =>
    sql('SELECT * FROM naive WHERE post_id = 7 AND user_id = 1');

  const found = await Promise.all([look(), look()]);
  for (const votes of found)
    if (votes.length === 0) await sql('INSERT INTO naive VALUES (7, 1)');

  expect(await look()).toHaveLength(2);
});

test('POST /votes for a post that goes meanwhile answers 404', async ({
  database,
  postId,
  bob,
}) => {
  const vote = bob.post('/votes').send({ postId, dir: 1 });

  const [response] = await database.transaction(async (transaction) => {
    await database.Post.destroy({ where: { id: postId }, transaction });
    const answer = vote.then((response) => response);
    await somebodyWaits(database);
    return [answer];
  });

  const { body } = await bob.get(`/posts/${postId}`);
  expect(await response).toMatchObject({
    status: 404,
    body: { message: body.message },
  });
});

test('a vote of somebody who has left meanwhile answers 401', async ({
  database: { votes },
  postId,
}) => {
  const cast = votes.cast(postId, randomUUID());

  await expect(cast).rejects.toMatchObject({ status: 401 });
});

// SQLite has one writer at a time: no two can wait for each other.
if (inject('databaseUrl')) {
  test('POST /votes that waits in a circle answers 503', async ({
    database,
    sql,
    postId,
    bob,
  }) => {
    const { body: user } = await bob.get('/users/me');
    const vote = bob.post('/votes').send({ postId, dir: 1 });

    const [response] = await database.transaction(async (transaction) => {
      await database.User.findByPk(user.id, { transaction, lock: true });
      const answer = vote.then((response) => response);
      await somebodyWaits(database);
      await database.User.sequelize?.query(
        'INSERT INTO votes (post_id, user_id) VALUES ($1, $2)',
        { bind: [postId, user.id], transaction },
      );
      return [answer];
    });

    expect(await response).toMatchObject({ status: 503 });
    expect(await sql('SELECT * FROM votes')).toHaveLength(1);
  });
}

import request from 'supertest';
import { expect, inject, onTestFinished } from 'vitest';
import { createApp } from '../src/app.ts';
import { openDatabase } from '../src/database.ts';
import type { Settings } from '../src/settings.ts';
import { test } from './fixtures.ts';
import { startProxy } from './proxy.ts';
import { startApi } from './real-server.ts';
import { signIn } from './sign-in.ts';

const hello = { title: 'Hello', content: 'My first post', published: true };

async function open(settings: Settings) {
  const database = await openDatabase({ ...settings, databaseTimeoutMs: 200 });
  onTestFinished(() => database.close());
  const app = createApp(settings, database);
  return { database, app, visitor: request(app) };
}

test('a change that waits too long for another answers 503', async ({
  settings,
  database: { Post, transaction },
  alice,
}) => {
  const { body: post } = await alice.post('/posts').send(hello);
  const other = await signIn((await open(settings)).app);

  const response = await transaction(async (transaction) => {
    await Post.update({ title: 'Mine' }, { where: {}, transaction });
    return other.patch(`/posts/${post.id}`).send({ title: 'Bye' });
  });

  expect(response.status).toBe(503);
  expect(response.headers['retry-after']).toBe('5');
  const later = await other.patch(`/posts/${post.id}`).send(hello);
  expect(later.status).toBe(200);
});

test('a hundred aborted requests leave every connection free', async ({
  settings,
}) => {
  const { url } = await startApi({ ...settings, poolSize: 2 });

  const aborted = Array.from({ length: 100 }, (_, count) =>
    fetch(`${url}/posts`, { signal: AbortSignal.timeout(count % 10) }).catch(
      () => undefined,
    ),
  );
  await Promise.all(aborted);

  const response = await fetch(`${url}/posts`);
  expect(response.status).toBe(200);
});

// SQLite is a file: it has no pool, and nothing that could be cut.
if (inject('databaseUrl')) {
  test('a pool that is used up answers 503', async ({ settings }) => {
    const { database, visitor } = await open({ ...settings, poolSize: 1 });

    const response = await database.transaction(() => visitor.get('/posts'));

    expect(response.status).toBe(503);
    expect((await visitor.get('/posts')).status).toBe(200);
  });

  test('a database that is gone answers 503, and 200 when it is back', async ({
    settings,
  }) => {
    const proxy = await startProxy(settings.databaseUrl);
    onTestFinished(() => void proxy.close());
    const { visitor } = await open({ ...settings, databaseUrl: proxy.url });

    proxy.cut();
    const gone = await visitor.get('/posts');
    const ready = await visitor.get('/health/ready');
    proxy.mend();
    const back = await visitor.get('/posts');

    expect([gone.status, ready.status, back.status]).toEqual([503, 503, 200]);
    expect(gone.headers['retry-after']).toBe('5');
  });
}

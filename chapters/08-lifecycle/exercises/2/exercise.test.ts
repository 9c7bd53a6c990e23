import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { expect, onTestFinished, vi } from 'vitest';
import { readSettings, type Settings } from '../../src/settings.ts';
import { test } from '../../tests/fixtures.ts';
import { beginPost, startApi } from '../../tests/real-server.ts';

const hello = { title: 'Hello', content: 'My first post' };

/** An API that takes two requests at once. */
function startSmall({ databaseUrl }: Settings) {
  return startApi(
    readSettings({ DATABASE_URL: databaseUrl, MAX_REQUESTS: '2' }),
  );
}

/** A request that stays in flight until the test ends it. */
async function occupy(url: string) {
  const post = await beginPost(url);
  post.on('error', () => {});
  onTestFinished(() => void post.destroy());
  return post;
}

test('a request too many answers 503', async ({ settings }) => {
  const { url } = await startSmall(settings);
  await Promise.all([occupy(url), occupy(url)]);

  const response = await fetch(`${url}/posts`);

  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('5');
  expect(await response.json()).toMatchObject({
    success: false,
    error: 503,
    requestId: response.headers.get('x-request-id'),
  });
});

test('refused requests take up no room, and make none', async ({
  settings,
}) => {
  const { url } = await startSmall(settings);
  const post = await occupy(url);
  await occupy(url);

  const refused = await Promise.all(
    Array.from({ length: 10 }, () => fetch(`${url}/posts`)),
  );
  const again = await fetch(`${url}/posts`);
  post.end(JSON.stringify(hello));
  const [created] = (await once(post, 'response')) as [IncomingMessage];
  created.resume();
  await once(created, 'close');

  expect(new Set(refused.map(({ status }) => status))).toEqual(new Set([503]));
  expect(again.status).toBe(503);
  expect(created.statusCode).toBe(201);
  await vi.waitFor(async () => {
    expect((await fetch(`${url}/posts`)).status).toBe(200);
  });
});

test('a client that hangs up makes room', async ({ settings }) => {
  const { url } = await startSmall(settings);
  const post = await occupy(url);
  await occupy(url);
  expect((await fetch(`${url}/posts`)).status).toBe(503);

  post.destroy();

  await vi.waitFor(async () => {
    expect((await fetch(`${url}/posts`)).status).toBe(200);
  });
});

test('the limit comes before the body', async ({ settings }) => {
  const { url } = await startSmall(settings);
  await Promise.all([occupy(url), occupy(url)]);

  const response = await fetch(`${url}/nowhere`, { method: 'POST', body: 'x' });

  expect(response.status).toBe(503);
});

test.for(['/health', '/health/live', '/health/ready'])(
  'GET %s is answered at the limit',
  async (path, { settings }) => {
    const { url } = await startSmall(settings);
    await Promise.all([occupy(url), occupy(url)]);
    expect((await fetch(`${url}/posts`)).status).toBe(503);

    const response = await fetch(`${url}${path}`);

    expect(response.status).toBe(200);
  },
);

test('two apps count for themselves', async ({ settings }) => {
  const full = await startSmall(settings);
  const empty = await startSmall(settings);
  await Promise.all([occupy(full.url), occupy(full.url)]);

  expect((await fetch(`${full.url}/posts`)).status).toBe(503);
  expect((await fetch(`${empty.url}/posts`)).status).toBe(200);
});

test.for(['0', '-1', 'many', '100001'])(
  'MAX_REQUESTS must not be %s',
  (value) => {
    expect(() => readSettings({ MAX_REQUESTS: value })).toThrow(
      /^MAX_REQUESTS: must /,
    );
  },
);

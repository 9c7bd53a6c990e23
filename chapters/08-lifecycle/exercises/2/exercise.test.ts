import { once } from 'node:events';
import { expect, onTestFinished, vi } from 'vitest';
import { readSettings, type Settings } from '../../src/settings.ts';
import { test } from '../../tests/fixtures.ts';
import { beginPost, startApi } from '../../tests/real-server.ts';

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

async function statusOf(url: string, init?: RequestInit) {
  return (await fetch(url, init)).status;
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

test('the limit comes before the body, and refusing makes no room', async ({
  settings,
}) => {
  const { url } = await startSmall(settings);
  await Promise.all([occupy(url), occupy(url)]);

  for (let count = 0; count < 10; count += 1) {
    const status = await statusOf(url, { method: 'POST', body: 'no JSON' });
    expect(status).toBe(503);
  }
});

test.for(['is answered', 'hangs up'])(
  'a client that %s makes room',
  async (end, { settings }) => {
    const { url } = await startSmall(settings);
    const post = await occupy(url);
    await occupy(url);
    expect(await statusOf(`${url}/posts`)).toBe(503);

    if (end === 'hangs up') post.destroy();
    else await once(post.end('{}'), 'response');

    await vi.waitFor(
      async () => expect(await statusOf(`${url}/posts`)).toBe(200),
      3_000,
    );
  },
);

test.for(['/health', '/health/live', '/health/ready'])(
  'GET %s is answered at the limit',
  async (path, { settings }) => {
    const { url } = await startSmall(settings);
    await Promise.all([occupy(url), occupy(url)]);
    expect(await statusOf(`${url}/posts`)).toBe(503);

    expect(await statusOf(url + path)).toBe(200);
  },
);

test('two apps count for themselves', async ({ settings }) => {
  const full = await startSmall(settings);
  const empty = await startSmall(settings);
  await Promise.all([occupy(full.url), occupy(full.url)]);

  expect(await statusOf(`${full.url}/posts`)).toBe(503);
  expect(await statusOf(`${empty.url}/posts`)).toBe(200);
});

test.for(['0', '-1', 'many', '100001'])(
  'MAX_REQUESTS must not be %s',
  (value) => {
    expect(() => readSettings({ MAX_REQUESTS: value })).toThrow(
      /^MAX_REQUESTS: must /,
    );
  },
);

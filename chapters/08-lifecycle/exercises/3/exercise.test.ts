import { once } from 'node:events';
import { Agent, type IncomingMessage } from 'node:http';
import { expect, vi } from 'vitest';
import { readSettings, type Settings } from '../../src/settings.ts';
import { test } from '../../tests/fixtures.ts';
import { ask, beginPost, startApi } from '../../tests/real-server.ts';

const hello = { title: 'Hello', content: 'My first post', published: true };

/** An API that waits before it closes its door. */
function startPatient({ databaseUrl }: Settings, env: NodeJS.ProcessEnv = {}) {
  return startApi(
    readSettings({ DATABASE_URL: databaseUrl, DRAIN_DELAY_MS: '400', ...env }),
  );
}

/** What a GET on a new connection gives: a status, or "refused". */
async function knock(url: string) {
  const response = await ask(url, new Agent()).catch(() => undefined);
  return response?.statusCode ?? 'refused';
}

test('a stopping API takes new connections during the delay', async ({
  settings,
}) => {
  const { url, stop } = await startPatient(settings);

  const stopped = stop();
  const ready = await knock(`${url}/health/ready`);
  const posts = await knock(`${url}/posts`);
  await stopped;

  expect([ready, posts]).toEqual([503, 200]);
  expect(await knock(`${url}/posts`)).toBe('refused');
});

test('during the delay answers ask to close the connection', async ({
  settings,
}) => {
  const { url, stop } = await startPatient(settings);
  const agent = new Agent({ keepAlive: true });

  const stopped = stop();
  const response = await ask(`${url}/posts`, agent).catch(() => undefined);
  await stopped;

  expect(response?.headers.connection).toBe('close');
});

test('a request that comes during the delay is finished after it', async ({
  settings,
}) => {
  const { url, stop } = await startPatient(settings);

  const stopped = stop();
  const post = await beginPost(url);
  await vi.waitFor(
    async () => expect(await knock(`${url}/health/live`)).toBe('refused'),
    3_000,
  );
  post.end(JSON.stringify(hello));

  const [response] = (await once(post, 'response')) as [IncomingMessage];
  response.resume();
  expect(response.statusCode).toBe(201);
  await stopped;
});

test('the grace time begins when the door closes', async ({ settings }) => {
  const { url, stop } = await startPatient(settings, { GRACE_MS: '300' });
  const post = await beginPost(url);
  const cut = once(post, 'error');
  const start = performance.now();

  await stop();

  await cut;
  expect(performance.now() - start).toBeGreaterThan(650);
});

test('without the setting the door closes at once', async ({ settings }) => {
  const { stop } = await startPatient(settings, { DRAIN_DELAY_MS: '' });
  const start = performance.now();

  await stop();

  expect(performance.now() - start).toBeLessThan(300);
});

test.for(['-1', '60001', 'a while'])(
  'DRAIN_DELAY_MS must not be %s',
  (value) => {
    expect(() => readSettings({ DRAIN_DELAY_MS: value })).toThrow(
      /^DRAIN_DELAY_MS: must /,
    );
  },
);

import { once } from 'node:events';
import { Agent, type IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { expect } from 'vitest';
import { start } from '../src/lifecycle.ts';
import { test } from './fixtures.ts';
import { ask, beginPost, startApi } from './real-server.ts';

const hello = { title: 'Hello', content: 'My first post', published: true };

test('a started API answers', async ({ settings }) => {
  const { url } = await startApi(settings);

  const response = await fetch(`${url}/health/ready`);

  expect(response.status).toBe(200);
});

test('a request in flight is answered after the stop began', async ({
  settings,
}) => {
  const { url, stop } = await startApi(settings);
  const post = await beginPost(url);

  const stopped = stop();
  post.end(JSON.stringify(hello));

  const [response] = (await once(post, 'response')) as [IncomingMessage];
  expect(response.statusCode).toBe(201);
  expect(await json(response)).toMatchObject(hello);
  await stopped;
});

test('a stopping API is not ready and takes no new connection', async ({
  settings,
}) => {
  const { url, stop } = await startApi(settings);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  await ask(`${url}/health/ready`, agent);

  const stopped = stop();

  const ready = await ask(`${url}/health/ready`, agent);
  expect(ready.statusCode).toBe(503);
  expect(ready.headers.connection).toBe('close');
  await expect(fetch(`${url}/health/live`)).rejects.toThrow();
  await stopped;
});

test('a request that never ends is cut off after the grace time', async ({
  settings,
}) => {
  const { url, stop } = await startApi({ ...settings, graceMs: 50 });
  const post = await beginPost(url);
  const cut = once(post, 'error') as Promise<[NodeJS.ErrnoException]>;

  await stop();

  const [error] = await cut;
  expect(error.code).toBe('ECONNRESET');
});

test('stopping twice is stopping once', async ({ settings }) => {
  const { stop } = await startApi(settings);

  expect(stop()).toBe(stop());
});

test('a port in use is an error, and the database is closed', async ({
  settings,
}) => {
  const { port } = await startApi(settings);

  await expect(start({ ...settings, port })).rejects.toThrow('EADDRINUSE');
});

test('await using stops the API at the end of its block', async ({
  settings,
}) => {
  let url: string;
  {
    await using server = await start({ ...settings, port: 0 });
    url = `http://127.0.0.1:${server.port}/health/live`;
    expect((await fetch(url)).status).toBe(200);
  }

  await expect(fetch(url)).rejects.toThrow();
});

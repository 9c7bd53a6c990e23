import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished } from 'vitest';
import type { Settings } from '../src/settings.ts';
import { makePost, makeUser } from './factories.ts';
import { test } from './fixtures.ts';
import { startApi } from './real-server.ts';

const tsx = import.meta.resolve('tsx');
const server = fileURLToPath(new URL('../src/server.ts', import.meta.url));

/** Starts the server as its users do, and waits until it says where it listens. */
async function startServer({ databaseUrl, jwtSecret }: Settings) {
  const child = spawn(process.execPath, ['--import', tsx, server], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: '0',
      DATABASE_URL: databaseUrl,
      JWT_SECRET: jwtSecret,
      BCRYPT_COST: '4',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));

  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const [, url = ''] = /(http:\S+)/.exec(String(line)) ?? [];
  return { child, url };
}

/** Sends JSON to `url`, and gives the status and the JSON of the answer. */
async function send(method: string, url: string, body?: object, token = '') {
  const response = await fetch(url, {
    method,
    headers: {
      ...(body && { 'Content-Type': 'application/json' }),
      ...(token && { Authorization: `Bearer ${token}` }),
    },
    body: body && JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: text && JSON.parse(text) };
}

test(
  'somebody registers, logs in, writes and votes, on a real port',
  { timeout: 60_000 },
  async ({ settings }) => {
    const carol = makeUser();
    const { email, password } = carol;
    const { child, url } = await startServer(settings);

    await send('POST', `${url}/users`, carol);
    const login = await send('POST', `${url}/auth/login`, { email, password });
    const token = login.body.access_token as string;
    const post = await send('POST', `${url}/posts`, makePost(), token);
    const vote = { postId: post.body.id, dir: 1 };
    const voted = await send('POST', `${url}/votes`, vote, token);
    const list = await send('GET', `${url}/posts?sort=-id`);
    const exited = once(child, 'exit');
    child.kill('SIGTERM');

    expect(voted.status).toBe(201);
    expect(list.body).toMatchObject([
      { id: post.body.id, votes: 1, owner: { name: 'Carol' } },
    ]);
    // On Windows a signal ends a process at once.
    expect(await exited).toEqual(
      process.platform === 'win32' ? [null, 'SIGTERM'] : [0, null],
    );

    const another = await startApi(settings);
    const me = await send('GET', `${another.url}/users/me`, undefined, token);
    expect(me.body).toMatchObject({ email });
  },
);

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished } from 'vitest';
import { test } from './fixtures.ts';
import { beginPost } from './real-server.ts';

const hello = { title: 'Hello', content: 'My first post', published: true };
const tsx = import.meta.resolve('tsx');
const server = fileURLToPath(new URL('../src/server.ts', import.meta.url));

/** Starts the real server and waits until it says where it listens. */
async function spawnServer(databaseUrl: string) {
  const child = spawn(process.execPath, ['--import', tsx, server], {
    env: { ...process.env, PORT: '0', DATABASE_URL: databaseUrl },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));

  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const [, url = ''] = /(http:\S+)/.exec(String(line)) ?? [];
  return { child, url };
}

// On Windows a signal ends a process at once.
test.skipIf(process.platform === 'win32')(
  'SIGTERM lets a request in flight finish and ends with exit code 0',
  { timeout: 20_000 },
  async ({ settings }) => {
    const { child, url } = await spawnServer(settings.databaseUrl);
    const post = await beginPost(url);
    const exited = once(child, 'exit');

    child.kill('SIGTERM');
    await new Promise((done) => setTimeout(done, 100));
    post.end(JSON.stringify(hello));

    const [response] = (await once(post, 'response')) as [IncomingMessage];
    response.resume();
    expect(response.statusCode).toBe(201);
    expect(await exited).toEqual([0, null]);
  },
);

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished } from 'vitest';
import { execForm, instruction } from './dockerfile.ts';
import { test } from './fixtures.ts';
import { root } from './project.ts';
import { startApi } from './real-server.ts';

/** Runs what the image would run; tsx reads TypeScript on every Node. */
function run([program, ...rest]: string[], env: NodeJS.ProcessEnv) {
  expect(program).toBe('node');
  const tsx = ['--import', import.meta.resolve('tsx')];
  const child = spawn(process.execPath, [...tsx, ...rest], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** Runs the health check on the API at `port`: its exit code. */
async function checkHealth(port: number) {
  const check = execForm(instruction('HEALTHCHECK'));
  const [code] = await once(run(check, { PORT: String(port) }), 'exit');
  return code as number;
}

// On Windows a signal ends a process at once.
test.skipIf(process.platform === 'win32')(
  'the command of the image ends with exit code 0 on SIGTERM',
  { timeout: 20_000 },
  async ({ settings }) => {
    const server = run(execForm(instruction('CMD')), {
      NODE_ENV: 'production',
      PORT: '0',
      DATABASE_URL: settings.databaseUrl,
      JWT_SECRET: 'a secret for this test and nothing else',
    });
    const [line] = (await once(server.stdout, 'data')) as [Buffer];
    const [url = ''] = /http:\S+/.exec(String(line)) ?? [];
    await fetch(`${url}/health/ready`);
    const exited = once(server, 'exit');

    server.kill('SIGTERM');

    expect(await exited).toEqual([0, null]);
  },
);

test(
  'the health check tells an API that runs from none',
  { timeout: 20_000 },
  async ({ settings }) => {
    const api = await startApi(settings);

    const healthy = await checkHealth(api.port);
    await api.stop();
    const gone = await checkHealth(api.port);

    expect([healthy, gone]).toEqual([0, 1]);
  },
);

test(
  'the health check is not content with any answer',
  { timeout: 20_000 },
  async () => {
    const server = createServer((req, res) => res.writeHead(503).end());
    onTestFinished(() => void server.close());
    await once(server.listen(0), 'listening');

    const { port } = server.address() as AddressInfo;
    expect(await checkHealth(port)).toBe(1);
  },
);

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished } from 'vitest';
import { test } from '../../tests/fixtures.ts';
import { readProject, root } from '../../tests/project.ts';
import { startApi } from '../../tests/real-server.ts';

/** Runs `src/smoke.ts` and gives its exit code and what it says on the error output. */
async function smoke(...args: string[]) {
  const tsx = import.meta.resolve('tsx');
  const child = spawn(
    process.execPath,
    ['--import', tsx, 'src/smoke.ts', ...args],
    { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const [said, [code]] = await Promise.all([
    text(child.stderr),
    once(child, 'close') as Promise<[number]>,
  ]);
  return { code, lines: said.split('\n').filter(Boolean) };
}

/** A server that is no board: gives its address. */
async function pretend(listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const patience = { timeout: 30_000 };

test('smoke is content with the API', patience, async ({ settings }) => {
  const { url } = await startApi(settings);

  expect(await smoke(url)).toEqual({ code: 0, lines: [] });
});

test('smoke waits for an API that is not ready yet', patience, async () => {
  let asked = 0;
  const url = await pretend(({ url }, res) => {
    const isReady = url !== '/health/ready' || ++asked > 1;
    res.writeHead(isReady ? 200 : 503).end('[]');
  });

  expect((await smoke(url, '20')).code).toBe(0);
  expect(asked).toBe(2);
});

test('smoke gives up on an API that is not there', patience, async () => {
  const { code, lines } = await smoke('http://127.0.0.1:9', '1');

  expect(code).toBe(1);
  expect(lines).toEqual([expect.stringContaining('/health/ready')]);
});

test('smoke is not content with a list that fails', patience, async () => {
  const url = await pretend(({ url }, res) => {
    res.writeHead(url === '/health/ready' ? 200 : 500).end('{}');
  });

  const { code, lines } = await smoke(url, '5');

  expect(code).toBe(1);
  expect(lines).toEqual([expect.stringMatching(/\/posts.*500/)]);
});

test('smoke says in one line that an address is none', patience, async () => {
  const { code, lines } = await smoke('board');

  expect(code).toBe(1);
  expect(lines).toEqual([expect.stringContaining('board')]);
});

test('the script is called smoke', () => {
  expect(readProject('package.json')).toContain('"smoke": "tsx src/smoke.ts"');
});

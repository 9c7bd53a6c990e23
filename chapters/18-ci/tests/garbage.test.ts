import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished } from 'vitest';
import { test } from './fixtures.ts';
import { createRandom, malform } from './malform.ts';
import { readAnswer, talk } from './sockets.ts';

const tsx = import.meta.resolve('tsx');
const server = fileURLToPath(new URL('../src/server.ts', import.meta.url));

test(
  'a thousand malformed requests leave the process running',
  { timeout: 60_000 },
  async ({ settings: { databaseUrl: DATABASE_URL } }) => {
    const more = { PORT: '0', DATABASE_URL, RATE_LIMIT: '1000000' };
    const child = spawn(process.execPath, ['--import', tsx, server], {
      env: { ...process.env, ...more },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    let log = '';
    child.stderr.on('data', (data: Buffer) => (log += data.toString()));
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const [, port] = /:(\d+)/.exec(String(line)) ?? [];
    const url = `http://127.0.0.1:${port}`;

    const random = createRandom(16);
    for (let turn = 0; turn < 40; turn += 1) {
      const sent = Array.from({ length: 25 }, () => malform(random));
      const said = await Promise.all(sent.map((bytes) => talk(url, bytes)));

      for (const [index, bytes] of sent.entries()) {
        const { status, body } = readAnswer(said[index] ?? '');
        expect(status, String(bytes)).not.toBeGreaterThanOrEqual(500);
        // Without a Host, Node answers by itself.
        if (status === 400 && bytes.includes('\r\nHost: x\r\n'))
          expect(body, String(bytes)).toMatchObject({ error: 400 });
      }
    }

    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    expect(child.exitCode).toBeNull();
    expect(log).not.toContain('Error');
  },
);

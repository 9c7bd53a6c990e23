import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

const tsx = import.meta.resolve('tsx');
const server = fileURLToPath(new URL('../src/server.ts', import.meta.url));

/** Starts the server in a folder that holds a file `.env`, and waits for its end. */
function start(dotEnv: string, env: NodeJS.ProcessEnv) {
  const cwd = mkdtempSync(join(tmpdir(), 'server-'));
  onTestFinished(() => rmSync(cwd, { recursive: true }));
  writeFileSync(join(cwd, '.env'), dotEnv);

  return spawnSync(process.execPath, ['--import', tsx, server], {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, DATABASE_URL: undefined, ...env },
    timeout: 15_000,
  });
}

test(
  'wrong settings in .env or the environment end with exit code 1',
  { timeout: 20_000 },
  () => {
    const dotEnv = 'PORT=x\nDATABASE_URL=posgres://me:s3cret@localhost/posts\n';

    const { status, stdout, stderr } = start(dotEnv, {
      PORT: '0',
      LOG_SQL: 'perhaps',
    });

    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr.trim().split('\n')).toEqual([
      expect.stringMatching(/^DATABASE_URL: must begin with /),
      'LOG_SQL: must be true or false.',
    ]);
  },
);

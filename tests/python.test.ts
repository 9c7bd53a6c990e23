import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findPython } from '../shared/bin/python.js';
import { root } from '../shared/src/chapters.ts';
import { run as verify } from '../shared/src/commands/verify.ts';
import { listen } from './support/listen.ts';

const python = findPython();

test.skipIf(!python)(
  'a server of the standard library of Python keeps Part 1',
  async () => {
    const lines = listen();
    const url = await servePython(String(python));

    const code = await verify(['04', '--url', url]);

    expect(lines()).not.toContain('✗');
    expect(lines()).toMatch(/\n\d{3} passed, 0 failed$/);
    expect(code).toBe(0);
  },
);

async function servePython(program: string): Promise<string> {
  const script = join(root, 'tests', 'servers', 'posts.py');
  const server = spawn(program, [script, '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void server.kill());

  const [first] = (await once(server.stdout, 'data')) as [Buffer];
  return /http:\S+/.exec(String(first))?.[0] ?? 'no address';
}

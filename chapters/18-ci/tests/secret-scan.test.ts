import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { root } from './project.ts';

const program = import.meta.resolve('secretlint');
const secretlint = fileURLToPath(new URL('../bin/secretlint.js', program));

/** What the scanner says of a text, with the settings of this project. */
async function scan(content: string, ...more: string[]) {
  const options = ['--no-color', '--stdinFileName', 'notes.md', ...more];
  const child = spawn(process.execPath, [secretlint, ...options], {
    cwd: root,
  });
  child.stdin.end(content);

  const [said, [code]] = await Promise.all([
    text(child.stdout),
    once(child, 'close') as Promise<[number]>,
  ]);
  return { said, code };
}

// Put together here, so that no scanner takes this file for a leak.
const keyId = ['AKIA', 'QYLPMN5HHHFPZAM2'].join('');
const password = ['hunter2', 'hunter2'].join('-');
const link = `https://files.example.com/notes.pdf?AWSAccessKeyId=${keyId}`;

test.for([
  ['an access key in a link', link],
  [
    'a password in a database address',
    `DATABASE_URL=postgres://board:${password}@db.example.com/board`,
  ],
  ['a token of GitHub', `TOKEN=ghp_${'x4Yz'.repeat(9)}`],
] as const)(
  'the scanner finds %s',
  { timeout: 20_000 },
  async ([, content]) => {
    const { said, code } = await scan(content);

    expect(code).toBe(1);
    expect(said).toContain('1 problem');
    expect(said).not.toContain(keyId);
  },
);

test(
  'the scanner lets a text without secrets pass',
  { timeout: 20_000 },
  async () => {
    expect(await scan('JWT_SECRET=\n')).toEqual({ said: '', code: 0 });
  },
);

test(
  'the recommended rules alone do not look for access keys in links',
  { timeout: 20_000 },
  async () => {
    const id = '@secretlint/secretlint-rule-preset-recommend';
    const rules = JSON.stringify({ rules: [{ id }] });

    const { code } = await scan(link, '--secretlintrcJSON', rules);

    expect(code).toBe(0);
  },
);

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { listChapters, root } from '../shared/src/chapters.ts';

/** Test files that handle secrets, in whichever chapter they came. */
const files = [
  'users',
  'passwords',
  'login',
  'token-form',
  'forged-tokens',
  'who',
  'me',
  'password-change',
];

const recorder = join(root, 'tests', 'support', 'record-secrets.js');

/** What the newest chapter's tests write while they run, and the secrets that they used. */
async function runTests(names: string[], leak = false) {
  const chapter = listChapters().at(-1);
  if (!chapter) throw new Error('There is no chapter.');
  const folder = mkdtempSync(join(tmpdir(), 'secrets-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const SECRETS_FILE = join(folder, 'secrets');
  const there = names
    .map((name) => `tests/${name}.test.ts`)
    .filter((file) => existsSync(join(chapter.dir, file)));

  const vitest = join(
    createRequire(join(root, 'package.json')).resolve('vitest/package.json'),
    '..',
    'vitest.mjs',
  );
  const options = ['--reporter=dot', '--disable-console-intercept=true'];
  const child = spawn(process.execPath, [vitest, 'run', ...options, ...there], {
    cwd: chapter.dir,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...Object.fromEntries(
        Object.entries(process.env).filter(([name]) => !/^VITEST/.test(name)),
      ),
      NODE_OPTIONS: `--import ${pathToFileURL(recorder).href}`,
      SECRETS_FILE,
      LEAK: String(leak),
    },
  });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);

  const secrets = readFileSync(SECRETS_FILE, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as [kind: string, text: string]);
  return { code, said: stdout + stderr, secrets };
}

/** The secrets that stand in `said`. Tests also try passwords of a letter or two, which stand in every text. */
function leaksIn(said: string, secrets: [kind: string, text: string][]) {
  const found = secrets.filter(
    ([, secret]) => secret.length >= 8 && said.includes(secret),
  );
  const shapes = [/Bearer\s+ey/i, /\$2[aby]\$\d\d\$/]
    .map((shape) => shape.exec(said)?.[0])
    .filter((shape) => shape !== undefined);
  return [...new Set([...found.map(([kind]) => kind), ...shapes])];
}

test('no password, hash or token stands in anything that a test run writes', async () => {
  const { code, said, secrets } = await runTests(files);

  expect(code, said.slice(-2000)).toBe(0);
  const kinds = new Set(secrets.map(([kind]) => kind));
  expect(kinds).toEqual(new Set(['password', 'hash', 'token']));
  expect(said).toContain('INSERT INTO');
  expect(leaksIn(said, secrets)).toEqual([]);
}, 120_000);

test('a log that shows the values of parameters is caught', async () => {
  const { said, secrets } = await runTests(['me'], true);

  expect(leaksIn(said, secrets)).toEqual(['hash', '$2b$04$']);
}, 60_000);

import { execFileSync, spawn } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';
import { listFolders } from '../../shared/bin/kit.js';
import { root } from '../../shared/src/chapters.ts';

export interface Said {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A copy of this repository with a git history of its own. It lies where packages are found. */
export interface KitCopy {
  folder: string;
  read(path: string): string;
  edit(path: string, find: string, replace: string): void;
  git(...argv: string[]): string;
  kit(...argv: string[]): Promise<Said>;
}

/**
 * Gives a function that copies this repository, with the first `count` chapters, for one test: a clone of one copy, made
 * once for the tests of a file.
 */
export function kitCopies(count = Infinity): () => KitCopy {
  let original: string | undefined;
  afterAll(() => {
    if (original) remove(original);
  });

  return () => {
    original ??= makeOriginal(count);
    const folder = makeFolder();
    onTestFinished(() => remove(folder));
    git(folder, 'clone', '-q', '--shared', original, '.');
    symlinkSync(
      join(root, 'node_modules'),
      join(folder, 'node_modules'),
      'junction',
    );
    return kitIn(folder);
  };
}

function makeOriginal(count: number): string {
  const folder = makeFolder();
  const others = listFolders().slice(count);
  const isOurs = (path: string) =>
    !/node_modules|\.ground-up/.test(path) &&
    !others.some(({ dir }) => path.startsWith(relative(root, dir)));
  for (const path of [
    'chapters',
    'shared',
    join('site', 'glossary.yml'),
    'package.json',
    'README.md',
    '.gitignore',
    '.gitattributes',
  ]) {
    cpSync(join(root, path), join(folder, path), {
      recursive: true,
      filter: (source) => isOurs(relative(root, source)),
    });
  }

  git(folder, 'init', '-q');
  git(folder, 'add', '.');
  git(folder, 'commit', '-qm', 'Start');
  return folder;
}

function kitIn(folder: string): KitCopy {
  return {
    folder,
    read: (path) => readFileSync(join(folder, path), 'utf8'),
    edit: (path, find, replace) => {
      const text = readFileSync(join(folder, path), 'utf8');
      if (text.split(find).length !== 2)
        throw new Error(`${path} does not hold ${find} once: mend this test.`);
      writeFileSync(
        join(folder, path),
        text.replace(find, () => replace),
      );
    },
    git: (...argv) => git(folder, ...argv),
    kit: (...argv) =>
      runKit(argv, {
        cwd: folder,
        bin: join(folder, 'shared', 'bin', 'ground-up.js'),
      }),
  };
}

function makeFolder(): string {
  mkdirSync(join(root, '.ground-up'), { recursive: true });
  return mkdtempSync(join(root, '.ground-up', 'kit copy '));
}

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** Runs git as somebody who told it a name. */
function git(cwd: string, ...argv: string[]): string {
  const settings = [
    'user.name=Test',
    'user.email=test@example.com',
    'commit.gpgsign=false',
  ].flatMap((setting) => ['-c', setting]);
  return execFileSync('git', [...settings, ...argv], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Runs the command line, this repository's unless told, and gives what it said. */
export function runKit(
  argv: string[],
  {
    cwd = root,
    bin = join(root, 'shared', 'bin', 'ground-up.js'),
    env = {},
  }: { cwd?: string; bin?: string; env?: Record<string, string> } = {},
): Promise<Said> {
  const outer = Object.entries(process.env).filter(
    ([name]) => !/^(VITEST|NODE_ENV|FORCE_COLOR)/.test(name),
  );
  const child = spawn(process.execPath, [bin, ...argv], {
    cwd,
    env: { ...Object.fromEntries(outer), NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

  const said: Said = { code: null, stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.stderr += chunk.toString()));
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => done({ ...said, code }));
  });
}

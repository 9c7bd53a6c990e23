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
import { join } from 'node:path';
import { root } from '../../shared/src/chapters.ts';

export interface Said {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A copy of this repository with a git history of its own, where git does not look. */
export interface KitCopy {
  folder: string;
  read(path: string): string;
  edit(path: string, find: string, replace: string): void;
  git(...argv: string[]): string;
  kit(...argv: string[]): Promise<Said>;
  remove(): void;
}

export function copyKit(): KitCopy {
  mkdirSync(join(root, '.ground-up'), { recursive: true });
  const folder = mkdtempSync(join(root, '.ground-up', 'kit copy '));
  const isOurs = (path: string) => !/node_modules|\.ground-up/.test(path);
  for (const name of [
    'chapters',
    'shared',
    'package.json',
    'README.md',
    '.gitignore',
    '.gitattributes',
  ]) {
    cpSync(join(root, name), join(folder, name), {
      recursive: true,
      filter: isOurs,
    });
  }
  cpSync(
    join(root, 'site', 'glossary.yml'),
    join(folder, 'site', 'glossary.yml'),
  );
  symlinkSync(
    join(root, 'node_modules'),
    join(folder, 'node_modules'),
    'junction',
  );

  const git = (...argv: string[]) =>
    execFileSync(
      'git',
      [
        '-c',
        'user.name=Test',
        '-c',
        'user.email=test@example.com',
        '-c',
        'commit.gpgsign=false',
        ...argv,
      ],
      { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] },
    );
  git('init', '-q');
  git('add', 'chapters', 'shared', 'site', 'README.md');
  git('commit', '-qm', 'Start');

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
    git,
    kit: (...argv) =>
      runKit(argv, {
        cwd: folder,
        bin: join(folder, 'shared', 'bin', 'ground-up.js'),
      }),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
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

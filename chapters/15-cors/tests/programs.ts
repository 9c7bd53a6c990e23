import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { test as base } from './fixtures.ts';

const tsx = import.meta.resolve('tsx');
export const timeout = 60_000;

/** Runs a program of `src` in a process of its own, and gives what it printed and its exit code. */
export const test = base.extend('run', ({ settings }) => {
  return async (program: string, words: string[]) => {
    const file = fileURLToPath(new URL(`../src/${program}`, import.meta.url));
    const env = { ...process.env, DATABASE_URL: settings.databaseUrl };
    const child = promisify(execFile)(
      process.execPath,
      ['--import', tsx, file, ...words],
      { cwd: tmpdir(), env },
    );
    return child.then(
      ({ stdout }) => ({ code: 0, stdout, stderr: '' }),
      (error: { code: number; stdout: string; stderr: string }) => error,
    );
  };
});

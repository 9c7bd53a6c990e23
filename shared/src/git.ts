import { spawnSync } from 'node:child_process';
import { UserError } from './user-error.ts';

/** Out of reach of a Ctrl-C in the terminal, which would leave git's work half done. Windows would open a window for it. */
const apart = { detached: process.platform !== 'win32' };

/** Runs git in `dir` and gives its output. Throws a UserError with git's own words. */
export function git(dir: string, ...argv: string[]): string {
  const { status, signal, stdout, stderr, error } = spawnSync('git', argv, {
    cwd: dir,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    ...apart,
  });

  if (signal) throw new UserError('git was stopped.');
  if (error) {
    throw new UserError(
      'git was not found. Install it from https://git-scm.com, then try again.',
    );
  }
  if (status !== 0) {
    const said = stderr.trim().split('\n')[0] ?? '';
    throw new UserError(`git ${commandOf(argv)}: ${said}`);
  }
  return stdout;
}

/** The word after git's own options. */
function commandOf(argv: string[]): string {
  const isOption = (word: string, at: number) =>
    word.startsWith('-') || argv[at - 1] === '-c';
  return argv.find((word, at) => !isOption(word, at)) ?? '';
}

import { expect } from 'vitest';
import { runCommand } from '../src/migrate/commands.ts';
import { reasonOf } from '../src/reason.ts';
import { ownNames } from './migration-folder.ts';
import { test, timeout } from './programs.ts';

test(
  'two processes that start together migrate once, and say so',
  { timeout },
  async ({ run }) => {
    const runs = await Promise.all([
      run('migrate.ts', ['up']),
      run('migrate.ts', ['up']),
    ]);

    const names = await ownNames();
    expect(runs.map(({ code }) => code)).toEqual([0, 0]);
    expect(runs.map(({ stdout }) => stdout).sort()).toEqual([
      'There is nothing to do.\n',
      names.map((name) => `applied ${name}\n`).join(''),
    ]);
  },
);

test(
  'a command that makes no sense is one line and exit code 1',
  { timeout },
  async ({ run }) => {
    const { code, stdout, stderr } = await run('migrate.ts', ['sideways']);

    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^Use: npm run migrate -- up .*\n$/);
  },
);

test('a database that is not there is one line', async ({ settings }) => {
  const databaseUrl = 'postgres://127.0.0.1:1/none';

  const error: unknown = await runCommand(['up'], {
    settings: { ...settings, databaseUrl },
  }).catch((error: unknown) => error);

  expect(reasonOf(error)).toBe('connect ECONNREFUSED 127.0.0.1:1');
});

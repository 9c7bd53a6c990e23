import { expect, test } from 'vitest';
import { readProject, readWorkflow } from './project.ts';

const { on, permissions, jobs } = readWorkflow();
const steps = Object.values(jobs).flatMap((job) => job.steps);
const commands = steps.flatMap(({ run }) => run ?? []);

test('the workflow runs for every pull request and every push to main', () => {
  expect(on).toMatchObject({ push: { branches: ['main'] } });
  expect(on).toHaveProperty('pull_request');
});

test('every npm script of the workflow is there', () => {
  const { scripts } = JSON.parse(readProject('package.json')) as {
    scripts: Record<string, string>;
  };
  const called = commands.flatMap(
    (command) => /^npm (?:run (\S+)|(test)\b)/.exec(command)?.slice(1) ?? [],
  );

  expect(called.filter(Boolean)).not.toEqual([]);
  expect(Object.keys(scripts)).toEqual(
    expect.arrayContaining(called.filter(Boolean)),
  );
});

test('every job installs what the lock file says', () => {
  const installs = commands.filter((command) =>
    /npm (ci|install|i)\b/.test(command),
  );

  expect(new Set(installs)).toEqual(new Set(['npm ci']));
});

test('the tests run on each Node, on SQLite and on PostgreSQL', () => {
  const tests = Object.values(jobs).find((job) => job.strategy);
  const urls = tests?.steps
    .filter(({ run }) => /^npm (test|run (coverage|test:))/.test(run ?? ''))
    .map(({ env }) => Object.values(env ?? {}).join());

  expect(tests?.strategy?.matrix['node']).toEqual([20, 22, 24]);
  expect(urls).toEqual(['', expect.stringMatching(/^postgres:/)]);
});

test('the tests begin when PostgreSQL is healthy', () => {
  const options = Object.values(jobs).flatMap(
    ({ services }) => services?.['postgres']?.options ?? [],
  );

  expect(options).toEqual([expect.stringContaining('--health-cmd')]);
});

test('a job may read, unless it says what it has to write', () => {
  const writes = Object.entries(jobs).flatMap(([name, job]) =>
    Object.entries(job.permissions ?? {})
      .filter(([, level]) => level === 'write')
      .map(([scope]) => `${name}: ${scope}`),
  );

  expect(permissions).toEqual({ contents: 'read' });
  expect(writes).toEqual(['image: packages']);
});

test('every action is pinned to a commit', () => {
  const actions = steps.flatMap(({ uses }) => uses ?? []);

  expect(actions).not.toEqual([]);
  for (const action of actions) expect(action).toMatch(/@[0-9a-f]{40}$/);
});

test('no expression stands inside a command', () => {
  expect(commands).not.toEqual([]);
  for (const command of commands) expect(command).not.toContain('${{');
});

test('every job has a time limit', () => {
  const limits = Object.values(jobs).map((job) => job['timeout-minutes']);

  expect(limits).not.toEqual([]);
  expect(limits).not.toContain(undefined);
});

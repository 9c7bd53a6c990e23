import { expect, test } from 'vitest';
import { readWorkflow } from '../../tests/project.ts';

const { staging, deploy } = readWorkflow().jobs;
const commandsOf = (job: typeof deploy) =>
  job?.steps.flatMap(({ run }) => run ?? []) ?? [];
const envOf = (job: typeof deploy) =>
  Object.fromEntries(
    [job?.env, ...(job?.steps ?? []).map(({ env }) => env)].flatMap((env) =>
      Object.entries(env ?? {}),
    ),
  );

test('staging belongs to an environment of its own', () => {
  expect(staging?.environment).toBe('staging');
  expect(deploy?.environment).toBe('production');
});

test('production waits for staging, and staging for the image', () => {
  expect([staging?.needs ?? []].flat()).toContain('image');
  expect([deploy?.needs ?? []].flat()).toContain('staging');
});

test('both deploy one image, and none builds it', () => {
  expect(envOf(staging)['IMAGE']).toBeDefined();
  expect(envOf(staging)['IMAGE']).toBe(envOf(deploy)['IMAGE']);
  for (const command of [...commandsOf(staging), ...commandsOf(deploy)])
    expect(command).not.toMatch(/docker|npm/);
});

test('staging is asked whether it is ready', () => {
  expect(commandsOf(staging).at(-1)).toContain('/health/ready');
  expect(envOf(staging)['DEPLOY_URL']).toBe('${{ secrets.DEPLOY_URL }}');
});

test('the two do not wait in one queue, and only main is deployed', () => {
  expect(staging?.concurrency?.group).toBeDefined();
  expect(staging?.concurrency?.group).not.toBe(deploy?.concurrency?.group);
  expect(staging?.if).toContain("github.ref == 'refs/heads/main'");
});

test('staging may do no more than production', () => {
  expect(staging?.permissions).toEqual({});
  expect(staging?.['timeout-minutes']).toBeLessThanOrEqual(30);
});

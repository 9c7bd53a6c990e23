import { expect, test } from 'vitest';
import { type Job, readWorkflow } from './project.ts';

const { jobs } = readWorkflow();
const names = Object.keys(jobs);

/** The jobs that have to be green before `name` begins, near and far. */
function needsOf(name: string): string[] {
  const near = [jobs[name]?.needs ?? []].flat();
  return [...near, ...near.flatMap((one) => needsOf(one))];
}

const isProduction = ([, { environment }]: [string, Job]) =>
  environment === 'production';
const [deployment, deploy] = Object.entries(jobs).find(isProduction) ?? [];

test('the deployment waits for approval, for main and for all other jobs', () => {
  const others = names.filter((name) => name !== deployment);

  expect(deployment).toBeDefined();
  expect(deploy?.if).toContain("github.ref == 'refs/heads/main'");
  expect(new Set(needsOf(deployment ?? ''))).toEqual(new Set(others));
});

test('a deployment that has begun is never cut short', () => {
  expect(deploy?.concurrency).toMatchObject({ 'cancel-in-progress': false });
});

test('what the deployment must keep to itself comes from secrets', () => {
  const address = deploy?.steps.flatMap(({ env }) => env?.['DEPLOY_URL'] ?? []);

  expect(address).toEqual(['${{ secrets.DEPLOY_URL }}']);
});

import { expect, test } from 'vitest';
import { readWorkflow } from '../../tests/project.ts';

const { on, jobs } = readWorkflow();
const { schedule = [] } = (on ?? {}) as { schedule?: { cron: string }[] };
const [minute, hour, ...days] = schedule[0]?.cron.split(' ') ?? [];

test('the workflow runs once a day or once a week', () => {
  expect(schedule).toHaveLength(1);
  expect(days).toHaveLength(3);
  expect(days.slice(0, 2)).toEqual(['*', '*']);
  expect(Number(hour)).toBeLessThan(24);
});

test('it does not run at the start of an hour', () => {
  expect(Number(minute)).toBeGreaterThan(0);
  expect(Number(minute)).toBeLessThan(60);
});

test('it still runs for pull requests and pushes', () => {
  expect(on).toHaveProperty('pull_request');
  expect(on).toHaveProperty('push');
});

test('only a push pushes an image and asks for a deployment', () => {
  const push = jobs['image']?.steps.find(({ name }) => name === 'Push');

  for (const condition of [push?.if, jobs['deploy']?.if]) {
    expect(condition).toContain("github.event_name == 'push'");
    expect(condition).toContain("github.ref == 'refs/heads/main'");
  }
});

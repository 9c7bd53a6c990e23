import { validate } from 'dockerfile-utils';
import { expect, test } from 'vitest';
import { instruction, lastStage } from './dockerfile.ts';
import { readProject } from './project.ts';

test('the linter finds nothing in the Dockerfile', () => {
  const dockerfile = readProject('Dockerfile');

  expect(dockerfile).not.toBe('');
  expect(validate(dockerfile)).toEqual([]);
});

test('the image runs as somebody who is not root', () => {
  expect(instruction('USER')).toMatch(/^(?!root\b|0\b)\w+/);
});

test('the image is made for production', () => {
  const dockerfile = readProject('Dockerfile');

  expect(instruction('ENV')).toContain('NODE_ENV=production');
  expect(dockerfile).toContain('npm ci --omit=dev');
});

test('the last stage is slim and installs nothing', () => {
  const [from, ...others] = lastStage();

  expect(from?.rest).toMatch(/-slim|-alpine/);
  expect(others.filter(({ name }) => name === 'RUN')).toEqual([]);
});

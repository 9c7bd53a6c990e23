import { expect, test } from 'vitest';
import { isSent } from './dockerignore.ts';
import { readProject } from './project.ts';

test.for([
  '.env',
  '.git/config',
  'node_modules/express/index.js',
  'data.sqlite',
])('the builder is not sent %s', (path) => {
  expect(isSent(path, readProject('.dockerignore'))).toBe(false);
});

test('the builder is sent what the Dockerfile copies', () => {
  const dockerignore = readProject('.dockerignore');

  expect(dockerignore).not.toBe('');
  for (const path of ['package.json', 'package-lock.json', 'src/server.ts'])
    expect(isSent(path, dockerignore)).toBe(true);
});

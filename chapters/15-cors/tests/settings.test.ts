import { readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { expect, test } from 'vitest';
import { readSettings } from '../src/settings.ts';

test('nothing set gives the defaults', () => {
  expect(readSettings({})).toMatchObject({
    port: 3000,
    databaseUrl: 'sqlite:data.sqlite',
    logSql: false,
  });
});

test('an empty variable counts as not set', () => {
  expect(readSettings({ PORT: '', DATABASE_URL: '', LOG_SQL: '' })).toEqual(
    readSettings({}),
  );
});

test('.env.example holds every variable with its default', () => {
  const file = new URL('../.env.example', import.meta.url);
  const example = parseEnv(readFileSync(file, 'utf8')) as NodeJS.ProcessEnv;

  expect(Object.keys(example)).toHaveLength(
    Object.keys(readSettings({})).length,
  );
  expect(readSettings(example)).toEqual(readSettings({}));
});

test.for(['0', '8080', '65535'])('PORT may be %s', (PORT) => {
  expect(readSettings({ PORT }).port).toBe(Number(PORT));
});

test.for([
  ['PORT', '65536'],
  ['PORT', '-1'],
  ['PORT', '3e3'],
  ['PORT', 'http'],
  ['DATABASE_URL', 'oracle://localhost/posts'],
  ['DATABASE_URL', 'posts.sqlite'],
  ['DATABASE_URL', 'sqlite:'],
  ['DATABASE_URL', 'mysql://me:s3/cret@db/posts'],
  ['DATABASE_URL', 'mysql://me:s3%cret@db/posts'],
  ['LOG_SQL', 'yes'],
] as const)('%s must not be %s', ([name, value]) => {
  expect(() => readSettings({ [name]: value })).toThrow(
    new RegExp(`^${name}: must [^\\n]+\\.$`),
  );
});

test('every wrong variable is named at once, on a line of its own', () => {
  const read = () =>
    readSettings({ PORT: 'x', DATABASE_URL: 'x', LOG_SQL: 'x' });

  expect(read).toThrow(/^PORT: .+\nDATABASE_URL: .+\nLOG_SQL: .+$/);
});

test('a wrong variable does not give away its value', () => {
  const read = () => readSettings({ DATABASE_URL: 'posgres://me:s3cret@db/x' });

  expect(read).toThrow(/^DATABASE_URL: /);
  expect(read).not.toThrow(/s3cret/);
});

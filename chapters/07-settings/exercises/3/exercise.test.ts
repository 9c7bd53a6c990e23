import { expect, test } from 'vitest';
import { readSettings } from '../../src/settings.ts';

test('every variable may have the prefix', () => {
  const settings = readSettings({
    POSTS_PORT: '4000',
    POSTS_DATABASE_URL: 'sqlite:other.sqlite',
    POSTS_LOG_SQL: 'true',
  });

  expect(settings).toMatchObject({
    port: 4000,
    databaseUrl: 'sqlite:other.sqlite',
    logSql: true,
  });
});

test('the name with the prefix wins', () => {
  expect(readSettings({ PORT: '5000', POSTS_PORT: '4000' }).port).toBe(4000);
  expect(readSettings({ PORT: 'x', POSTS_PORT: '4000' }).port).toBe(4000);
});

test('without a value it counts as not set', () => {
  expect(readSettings({ PORT: '5000', POSTS_PORT: '' }).port).toBe(5000);
});

test('a message names the variable as it was written', () => {
  const read = () => readSettings({ POSTS_PORT: 'x', LOG_SQL: 'x' });

  expect(read).toThrow(/^POSTS_PORT: must [^\n]+\nLOG_SQL: must [^\n]+$/);
});

test('a misspelt name with the prefix is named, too', () => {
  const read = () => readSettings({ POSTS_PROT: '4000', POSTS_LOG_SQL: 'x' });

  expect(read).toThrow(/^POSTS_PROT: is no variable of this API\.$/m);
  expect(read).toThrow(/^POSTS_LOG_SQL: must /m);
});

test('names of other programs are left alone', () => {
  expect(readSettings({ PROT: '4000', PATH: '/bin' })).toEqual(
    readSettings({}),
  );
});

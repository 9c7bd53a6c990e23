import { expect, test } from 'vitest';
import { readSettings } from '../../src/settings.ts';

const url = 'postgres://me@localhost/posts';

test.for([undefined, ''])(
  'production with the DATABASE_URL %j is refused',
  (DATABASE_URL) => {
    const read = () => readSettings({ NODE_ENV: 'production', DATABASE_URL });

    expect(read).toThrow(/^DATABASE_URL: must be set in production\.$/);
  },
);

test('the rule is one of many: every wrong variable is still named', () => {
  const read = () =>
    readSettings({ NODE_ENV: 'production', PORT: 'x', LOG_SQL: 'x' });

  expect(read).toThrow(
    /^PORT: must be .+\nDATABASE_URL: must be set .+\nLOG_SQL: must be .+$/,
  );
});

test('production with a DATABASE_URL is fine', () => {
  const settings = readSettings({ NODE_ENV: 'production', DATABASE_URL: url });

  expect(settings.databaseUrl).toBe(url);
});

test.for(['development', 'test', '', undefined])(
  'NODE_ENV %j needs no DATABASE_URL',
  (NODE_ENV) => {
    expect(readSettings({ NODE_ENV })).toEqual(readSettings({}));
  },
);

test.for(['prod', 'Production'])('NODE_ENV %s is no value', (NODE_ENV) => {
  const read = () => readSettings({ NODE_ENV, DATABASE_URL: url });

  expect(read).toThrow(/^NODE_ENV: must be [^\n]+\.$/);
});

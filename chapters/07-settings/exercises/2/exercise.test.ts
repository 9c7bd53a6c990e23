import { expect, test } from 'vitest';
import { readSettings } from '../../src/settings.ts';

const parts = {
  DB_HOST: 'db',
  DB_NAME: 'posts',
  DB_USER: 'me',
  DB_PASSWORD: 's3cret',
};

test('the parts become a URL of PostgreSQL', () => {
  expect(readSettings(parts).databaseUrl).toBe('postgres://me:s3cret@db/posts');
});

test.for(['postgres', 'mysql', 'mariadb'])(
  'DB_TYPE may be %s, and DB_PORT is a part of the URL',
  (DB_TYPE) => {
    const { databaseUrl } = readSettings({
      ...parts,
      DB_TYPE,
      DB_PORT: '6000',
    });

    expect(databaseUrl).toBe(`${DB_TYPE}://me:s3cret@db:6000/posts`);
  },
);

test.for(['s3/cr#t', 'who?', 'a@b:c', '100%', '%2F', 'pässwörd', ' '])(
  'the password %j arrives as it is',
  (DB_PASSWORD) => {
    const url = new URL(readSettings({ ...parts, DB_PASSWORD }).databaseUrl);

    expect(url.hostname).toBe('db');
    expect(url.pathname).toBe('/posts');
    expect(decodeURIComponent(url.password)).toBe(DB_PASSWORD);
  },
);

test('DATABASE_URL wins over the parts', () => {
  const DATABASE_URL = 'sqlite:data.sqlite';

  expect(
    readSettings({ ...parts, DB_PORT: 'x', DATABASE_URL }).databaseUrl,
  ).toBe(DATABASE_URL);
});

test('an empty DB_HOST counts as not set', () => {
  expect(readSettings({ DB_HOST: '' })).toEqual(readSettings({}));
});

test('every part that is missing is named at once', () => {
  const read = () => readSettings({ PORT: 'x', DB_HOST: 'db', DB_USER: '' });

  expect(read).toThrow(/^PORT: .+\nDB_NAME: .+\nDB_USER: .+\nDB_PASSWORD: .+$/);
});

test.for([
  ['DB_TYPE', 'oracle'],
  ['DB_PORT', 'x'],
  ['DB_PORT', '0'],
  ['DB_HOST', 'db/x'],
  ['DB_HOST', 'me@db'],
  ['DB_HOST', 'db:5432'],
] as const)('%s must not be %s', ([name, value]) => {
  expect(() => readSettings({ ...parts, [name]: value })).toThrow(
    new RegExp(`^${name}: must [^\\n]+\\.$`),
  );
});

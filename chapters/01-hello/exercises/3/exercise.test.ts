import { expect } from 'vitest';
import { test } from '../../tests/fixtures.ts';

test('GET / says hello in German to who prefers it', async ({ visitor }) => {
  const response = await visitor
    .get('/')
    .set('Accept-Language', 'de-AT, de;q=0.9, en;q=0.5');

  expect(response.body).toEqual({ message: 'Hallo Welt' });
});

test.for(['en', 'en, de;q=0.5', 'fr', '*'])(
  'GET / says hello in English to %s',
  async (languages, { visitor }) => {
    const response = await visitor.get('/').set('Accept-Language', languages);

    expect(response.body).toEqual({ message: 'Hello World' });
  },
);

test('GET / tells caches what its answer depends on', async ({ visitor }) => {
  const german = await visitor.get('/').set('Accept-Language', 'de');
  const english = await visitor.get('/').set('Accept-Language', 'en');

  expect(german.headers.vary).toBe('Accept-Language');
  expect(english.headers.vary).toBe('Accept-Language');
});

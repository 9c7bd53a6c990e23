import { expect, test } from 'vitest';
import { readSettings } from '../src/settings.ts';

test('without CORS_ORIGINS no origin is listed', () => {
  expect(readSettings({})).toMatchObject({ corsOrigins: [] });
  expect(readSettings({ CORS_ORIGINS: '' })).toMatchObject({ corsOrigins: [] });
});

test('CORS_ORIGINS is a list with commas', () => {
  const CORS_ORIGINS =
    'https://app.example, http://localhost:5173,http://[::1]';

  expect(readSettings({ CORS_ORIGINS })).toMatchObject({
    corsOrigins: [
      'https://app.example',
      'http://localhost:5173',
      'http://[::1]',
    ],
  });
});

test.for([
  '*',
  'null',
  'app.example',
  '//app.example',
  'https://',
  'https://*.example',
  'https://app.example/',
  'https://app.example/board',
  'https://app.example?',
  'https://app.example#',
  'https://me@app.example',
  'https://app.example:443',
  'https://app.example:',
  'https://APP.example',
  'https://büro.example',
  'ftp://app.example',
  'file:///app',
  'https://app.example,',
  'https://app.example https://www.example',
  'https://app.example,*',
])('CORS_ORIGINS must not be %s', (CORS_ORIGINS) => {
  expect(() => readSettings({ CORS_ORIGINS })).toThrow(
    /^CORS_ORIGINS: must be origins [^\n]+\.$/,
  );
});

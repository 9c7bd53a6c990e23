import { expect } from 'vitest';
import { test } from '../../tests/fixtures.ts';

const hello = { title: 'Hello', content: 'My first post' };

test('POST /posts/check of a good post answers 204', async ({ alice }) => {
  const response = await alice.post('/posts/check').send(hello);

  expect(response.status).toBe(204);
  expect(response.text).toBe('');
});

test('POST /posts/check stores nothing', async ({ alice, visitor }) => {
  const response = await alice.post('/posts/check').send(hello);

  expect(response.status).toBe(204);
  expect((await visitor.get('/posts')).body).toEqual([]);
});

test.for([
  ['a blank title', { ...hello, title: ' ' }],
  ['an unknown field', { ...hello, mood: 'happy' }],
  ['two mistakes', { title: 42 }],
  ['no body', undefined],
] as const)(
  'POST /posts/check with %s answers as POST /posts does',
  async ([, body], { alice }) => {
    const expected = await alice.post('/posts').send(body);

    const response = await alice.post('/posts/check').send(body);

    expect(response.status).toBe(422);
    expect(response.body.details).toEqual(expected.body.details);
  },
);

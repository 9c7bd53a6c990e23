import { expect } from 'vitest';
import { test } from './fixtures.ts';

const hello = { title: 'Hello', content: 'My first post', published: true };

test.for([
  ['no title', { content: 'x' }, 'title'],
  ['a number as title', { ...hello, title: 42 }, 'title'],
  ['a blank title', { ...hello, title: ' \n' }, 'title'],
  ['a title that is too long', { ...hello, title: 'a'.repeat(256) }, 'title'],
  ['a NUL in the title', { ...hello, title: 'a\0b' }, 'title'],
  ['half an emoji as title', { ...hello, title: '\ud83d' }, 'title'],
  [
    'content that is too long',
    { ...hello, content: 'a'.repeat(10_001) },
    'content',
  ],
  ['text for published', { ...hello, published: 'yes' }, 'published'],
  ['an unknown field', { ...hello, author: 'me' }, 'author'],
] as const)(
  'POST /posts with %s answers 422',
  async ([, body, field], { alice }) => {
    const response = await alice.post('/posts').send(body);

    expect(response.status).toBe(422);
    expect(response.body.details).toMatchObject([{ in: 'body', field }]);
  },
);

test('POST /posts names every wrong field once', async ({ alice }) => {
  const response = await alice.post('/posts').send({ title: '', mood: 1 });

  expect(response.status).toBe(422);
  expect(response.body).toMatchObject({
    success: false,
    error: 422,
    details: [
      { in: 'body', field: 'title' },
      { in: 'body', field: 'content' },
      { in: 'body', field: 'mood' },
    ],
  });
});

test('POST /posts says one thing about each field', async ({ alice }) => {
  const title = '\0'.repeat(256);

  const response = await alice.post('/posts').send({ ...hello, title });

  expect(response.status).toBe(422);
  expect(response.body.details).toMatchObject([{ field: 'title' }]);
});

test.for([
  ['no body', undefined],
  ['an array', [hello]],
])(
  'POST /posts with %s as its body answers 422',
  async ([, body], { alice }) => {
    const response = await alice.post('/posts').send(body as object);

    expect(response.status).toBe(422);
    expect(response.body.details).toMatchObject([{ in: 'body', field: '' }]);
  },
);

test('POST /posts counts an emoji as one character', async ({ alice }) => {
  const title = '🙂'.repeat(255);

  const response = await alice.post('/posts').send({ ...hello, title });

  expect(response.status).toBe(201);
  expect(response.body.title).toBe(title);
});

test.for(['/posts', '/', '/other_endpoint', '/health'])(
  'GET %s with an unknown parameter answers 422',
  async (path, { visitor }) => {
    const response = await visitor.get(`${path}?colour=red`);

    expect(response.status).toBe(422);
    expect(response.body.details).toMatchObject([
      { in: 'query', field: 'colour' },
    ]);
  },
);

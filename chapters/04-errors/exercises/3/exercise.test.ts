import { expect } from 'vitest';
import { test } from '../../tests/fixtures.ts';

const hello = { title: 'Hello', content: 'My first post', published: true };
const mergePatch = 'application/merge-patch+json';

test('PATCH takes a merge patch', async ({ alice }) => {
  const { body: post } = await alice.post('/posts').send(hello);

  const response = await alice
    .patch(`/posts/${post.id}`)
    .type(mergePatch)
    .send(JSON.stringify({ title: 'Bye' }));

  expect(response.status).toBe(200);
  expect(response.body).toMatchObject({ ...hello, title: 'Bye' });
});

test.for([
  ['an unknown field', '{ "mood": "happy" }', 422],
  ['nothing to change', '{}', 422],
  ['JSON that breaks off', '{ "title": ', 400],
] as const)(
  'PATCH with a merge patch with %s is refused',
  async ([, body, status], { alice }) => {
    const { body: post } = await alice.post('/posts').send(hello);

    const response = await alice
      .patch(`/posts/${post.id}`)
      .type(mergePatch)
      .send(body);

    expect(response.status).toBe(status);
    expect(response.body.message).not.toContain('undefined');
  },
);

test.for([
  ['post', '/posts', mergePatch],
  ['put', '/posts/1', mergePatch],
  ['patch', '/posts/1', 'text/plain'],
  ['patch', '/posts/1', 'application/json-patch+json'],
] as const)(
  '%s %s with %s answers 415',
  async ([method, path, type], { alice }) => {
    await alice.post('/posts').send(hello);

    const response = await alice[method](path)
      .type(type)
      .send(JSON.stringify(hello));

    expect(response.status).toBe(415);
  },
);

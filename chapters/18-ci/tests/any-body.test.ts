import fc from 'fast-check';
import { expect } from 'vitest';
import { makePost } from './factories.ts';
import { test } from './fixtures.ts';
import { anyValue, holds, timeout } from './properties.ts';

const routes = [
  ['post', '/posts', ['title', 'content', 'published', 'id']],
  ['patch', '/posts/1', ['title', 'content', 'published', 'owner']],
  ['post', '/votes', ['postId', 'dir']],
  ['post', '/users', ['name', 'email', 'password']],
  ['patch', '/users/me', ['name', 'email']],
  ['post', '/auth/login', ['email', 'password']],
] as const;

test(
  'no JSON in any place makes the API fail',
  { timeout },
  async ({ alice }) => {
    await alice.post('/posts').send(makePost());

    const property = fc.asyncProperty(anyValue, async (value) => {
      for (const [method, path, members] of routes) {
        const body = Object.fromEntries(members.map((name) => [name, value]));
        const json = JSON.stringify(body);

        const response = await alice[method](path).type('json').send(json);

        expect(response.status, `${method} ${path}`).toBeLessThan(500);
      }
    });

    await holds(property, 20);
  },
);

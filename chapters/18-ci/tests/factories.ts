import { randomUUID } from 'node:crypto';

/** What POST /posts takes. A test names the members that it is about. */
export function makePost(overrides: Record<string, unknown> = {}) {
  const post = { title: 'Hello', content: 'My first post', published: true };

  return { ...post, ...overrides };
}

/** What POST /users takes, with an e-mail address that nobody else has. */
export function makeUser(overrides: Record<string, unknown> = {}) {
  const email = `${randomUUID()}@example.com`;

  return {
    name: 'Carol',
    email,
    password: 'correct horse battery',
    ...overrides,
  };
}

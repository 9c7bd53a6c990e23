import { expect } from 'vitest';
import { test } from './clock.ts';
import { signIn } from './sign-in.ts';

test.for([
  [899, 200],
  [900, 401],
] as const)(
  'GET /users/me %i seconds after the login answers %i',
  async ([seconds, status], { clock, app }) => {
    const alice = await signIn(app);

    clock.forward(seconds);

    const response = await alice.get('/users/me');
    expect(response.status).toBe(status);
  },
);

import { expect } from 'vitest';
import { test } from './fixtures.ts';
import { createPosts, titlesOf } from './lists.ts';

const titles = [
  '100% wool',
  'snake_case',
  'wow!',
  'back\\slash',
  "it's",
  'Äpfel',
];

test.for([
  ['%', ['100% wool']],
  ['_', ['snake_case']],
  ['!', ['wow!']],
  ['\\', ['back\\slash']],
  ["'", ["it's"]],
  ['WO', ['100% wool', 'wow!']],
  ['Äpfel', ['Äpfel']],
  ['äpfel', []],
  ['1%w', []],
] as const)(
  'GET /posts?search=%s finds what holds exactly that',
  async ([search, found], { alice, visitor }) => {
    await createPosts(alice, titles);

    const response = await visitor.get('/posts').query({ search });

    expect(titlesOf(response)).toEqual(found);
    expect(response.headers['x-total-count']).toBe(String(found.length));
  },
);

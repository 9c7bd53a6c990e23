import fc from 'fast-check';
import { expect } from 'vitest';
import { makePost } from './factories.ts';
import { test } from './fixtures.ts';
import { holds, text, timeout } from './properties.ts';

const valid = text(20).filter(
  (value) => value.trim() !== '' && !value.includes('\0'),
);

test(
  'what POST /posts takes GET /posts/:id gives back',
  { timeout },
  async ({ alice }) => {
    const property = fc.asyncProperty(valid, valid, async (title, content) => {
      const post = makePost({ title, content });

      const { status, body } = await alice.post('/posts').send(post);
      const response = await alice.get(`/posts/${body.id}`);

      expect(status).toBe(201);
      expect(response.body).toMatchObject(post);
    });

    await holds(property, 15);
  },
);

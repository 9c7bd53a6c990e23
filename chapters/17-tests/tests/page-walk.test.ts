import fc from 'fast-check';
import type { Response } from 'supertest';
import { expect } from 'vitest';
import { test } from './fixtures.ts';
import { linkTo } from './lists.ts';
import { holds, timeout } from './properties.ts';
import { insertPost } from './rows.ts';

const title = fc.constantFrom('a&b', 'a+b');
const date = fc.constantFrom(
  '2026-11-28 12:00:00.000 +00:00',
  '2026-11-28 12:00:00.001 +00:00',
);
const posts = fc.array(fc.record({ title, date }), { maxLength: 6 });
const query = fc.record({
  search: fc.constantFrom('a', '&', '+'),
  sort: fc.constantFrom('id', '-id', 'createdAt', '-createdAt'),
  limit: fc.integer({ min: 1, max: 3 }),
});

test(
  'following next shows what the whole list shows',
  { timeout },
  async ({ sql, visitor }) => {
    const property = fc.asyncProperty(posts, query, async (posts, query) => {
      await sql('DELETE FROM posts');
      for (const post of posts)
        await insertPost(sql, { content: 'x', published: true, ...post });
      const whole = await visitor.get('/posts').query({ ...query, limit: 100 });

      const seen: unknown[] = [];
      let page: Response = await visitor.get('/posts').query(query);
      seen.push(...page.body);
      for (let next = linkTo(page, 'next'); next; next = linkTo(page, 'next')) {
        page = await visitor.get(next);
        seen.push(...page.body);
      }

      expect(seen).toEqual(whole.body);
    });

    await holds(property, 10);
  },
);

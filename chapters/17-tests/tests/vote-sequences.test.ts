import fc from 'fast-check';
import { expect, vi } from 'vitest';
import { createApp } from '../src/app.ts';
import { makePost } from './factories.ts';
import { test } from './fixtures.ts';
import { holds, timeout } from './properties.ts';
import { signIn } from './sign-in.ts';

const step = fc.record({
  name: fc.constantFrom('alice', 'bob'),
  postId: fc.constantFrom(1, 2),
  dir: fc.constantFrom(1, 0),
});
const steps = fc.array(step, { maxLength: 8 });

test(
  'whatever two people do, votes are a set of pairs',
  { timeout },
  async ({ alice, bob, sql }) => {
    const people = { alice, bob };
    for (const title of ['One', 'Two'])
      await alice.post('/posts').send(makePost({ title }));

    const property = fc.asyncProperty(steps, async (steps) => {
      await sql('DELETE FROM votes');
      const pairs = new Set<string>();

      for (const { name, postId, dir } of steps) {
        const pair = `${postId} ${name}`;
        const isThere = pairs.has(pair);
        const expected =
          dir === 1 ? (isThere ? 409 : 201) : isThere ? 204 : 404;
        if (dir === 1) pairs.add(pair);
        else pairs.delete(pair);

        const response = await people[name]
          .post('/votes')
          .send({ postId, dir });

        expect(response.status).toBe(expected);
      }
      expect(await sql('SELECT * FROM votes')).toHaveLength(pairs.size);
    });

    await holds(property, 10);
  },
);

test('a mock votes for a post that is not there, the store does not', async ({
  settings,
  database,
  app,
}) => {
  const votes = { ...database.votes, cast: vi.fn(() => Promise.resolve(true)) };
  const mocked = createApp(settings, { ...database, votes });
  const vote = { postId: 404, dir: 1 };

  const onMock = await (await signIn(mocked)).post('/votes').send(vote);
  const onStore = await (await signIn(app)).post('/votes').send(vote);

  expect(votes.cast).toHaveBeenCalledOnce();
  expect([onMock.status, onStore.status]).toEqual([201, 404]);
});

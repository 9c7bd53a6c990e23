import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCursor, toCursor } from '../src/posts/cursor.ts';
import type { Post } from '../src/posts/store.ts';
import { holds } from './properties.ts';

const id = fc.integer({ min: 1, max: 2 ** 31 - 1 });
const createdAt = fc.date({
  min: new Date(0),
  max: new Date('9999-12-31T23:59:59.999Z'),
  noInvalidDate: true,
});

test('a cursor leads back to the post it was made for', async () => {
  const property = fc.property(id, createdAt, (id, createdAt) => {
    const post = { id, createdAt } as Post;

    const byId = readCursor('id', toCursor('id', post));
    const [time, tie] =
      readCursor('createdAt', toCursor('createdAt', post)) ?? [];

    expect(byId).toEqual([id]);
    expect([new Date(String(time)), tie]).toEqual([createdAt, id]);
  });

  await holds(property, 500);
});

test('whatever a cursor holds, reading it gives a place or nothing', async () => {
  const place = fc.oneof(
    fc.string(),
    fc.stringMatching(/^(id|createdAt:\d{1,20}):\d{1,12}$/),
  );
  const name = fc.constantFrom('id', 'createdAt');

  const property = fc.property(name, place, (name, place) => {
    const cursor = Buffer.from(place).toString('base64url');

    expect(() => readCursor(name, cursor)).not.toThrow();
  });

  await holds(property, 500);
});

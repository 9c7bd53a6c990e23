import { largestId } from './ids.ts';
import type { Post } from './store.ts';

const keys = ['id', 'createdAt'] as const;
const wellFormed = /^(?:id|createdAt:(\d{1,13})):(\d{1,10})$/;

/** Whether a list sorted by `name` can be read on from any of its posts: no other post has the same place in it. */
export function isKeyed(name: string): name is (typeof keys)[number] {
  return (keys as readonly string[]).includes(name);
}

/** An opaque text for the place of `post` in a list sorted by `name`. */
export function toCursor(name: (typeof keys)[number], post: Post) {
  const time = name === 'createdAt' ? [post.createdAt.getTime()] : [];
  const place = [name, ...time, post.id].join(':');

  return Buffer.from(place).toString('base64url');
}

/** The values that a cursor stands for, if it was made for a list sorted by `name`. */
export function readCursor(name: string, cursor: string) {
  const place = Buffer.from(cursor, 'base64url').toString();
  const found = wellFormed.exec(place);
  if (!found || !place.startsWith(`${name}:`)) return undefined;

  const [, time, id] = found;
  if (Number(id) > largestId) return undefined;

  return time === undefined
    ? [Number(id)]
    : [toTimestamp(new Date(Number(time))), Number(id)];
}

function toTimestamp(date: Date) {
  return date.toISOString().replace('T', ' ').replace('Z', ' +00:00');
}

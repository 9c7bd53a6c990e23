import type { Client } from './client.ts';
import { postIn } from './judge.ts';

/** A post as a client may send it. */
export const hello = {
  title: 'Hello',
  content: 'My first post',
  published: true,
};

/** Another one: it differs from `hello` in every field. */
export const bye = { title: 'Bye', content: 'My last post', published: false };

/** Creates a post and says what came back. */
export async function create(alice: Client, post: object = hello) {
  return postIn(await alice.post('/posts', post), 201);
}

/** The path of a post that was there and is no more. */
export async function missingPath(alice: Client) {
  const { id } = await create(alice);
  await alice.delete(`/posts/${id}`);
  return `/posts/${id}`;
}

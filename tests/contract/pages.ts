import { randomBytes } from 'node:crypto';
import { scheduler } from 'node:timers/promises';
import type { Answer, Client } from './client.ts';
import { headerOf, type Post, postIn, postsIn, promise } from './judge.ts';
import { create, hello } from './posts.ts';

/** Posts whose titles begin with a word that is in no other title: a search for it finds them alone. */
export interface Batch {
  word: string;
  posts: Post[];
  /** Where these posts are listed, with more parameters: `'limit=2&page=1'`. */
  path: (more?: string) => string;
}

/** `<address>; rel="next"`: a link as RFC 8288, 3 writes it. */
const oneLink =
  /<([^>]*)>((?:\s*;\s*[^\s=;,]+\s*(?:=\s*(?:"[^"]*"|[^\s;,]*))?)*)/g;
const relation = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,]*))/i;

/**
 * Creates a post for each of `endings`, the rest of its title; one after the other, so that their order is known.
 * There is at least one post that is none of them.
 */
export async function createBatch(alice: Client, endings: string[]) {
  const word = `w${randomBytes(8).toString('hex')}`;
  const path = (more = '') => `/posts?search=${word}${more && '&'}${more}`;
  const batch: Batch = { word, posts: [], path };
  await create(alice);
  for (const ending of endings) await addTo(batch, alice, ending);
  return batch;
}

export async function addTo(
  { word, posts }: Batch,
  alice: Client,
  ending = '',
) {
  posts.push(await create(alice, { ...hello, title: word + ending }));
}

/** Changes the post at `index`, until that is later than the others were changed: a millisecond is long. */
export async function changeLast(alice: Client, posts: Post[], index: number) {
  const times = posts.map(({ updatedAt }) => Date.parse(updatedAt));
  for (let tries = 1; ; tries += 1) {
    const path = `/posts/${posts[index]?.id}`;
    const answer = await alice.patch(path, { content: 'Changed' });
    if (Date.parse(postIn(answer).updatedAt) > Math.max(...times)) return;

    promise(tries < 1000, answer, 'updatedAt to move on');
    await scheduler.wait(1);
  }
}

/** Throws unless `answer` lists `posts` and no others, in their order. */
export function lists(answer: Answer, posts: Post[]) {
  sameIds(answer, postsIn(answer), posts);
}

/** Throws unless `found`, which the requests up to `answer` found, is `posts`, in their order. */
export function sameIds(answer: Answer, found: Post[], posts: Post[]) {
  const [ids, wanted] = [found, posts].map((list) =>
    list.length > 0 ? list.map(({ id }) => id).join(', ') : 'none',
  );
  promise(ids === wanted, answer, `the posts ${wanted}`, `the posts ${ids}`);
}

/** Throws unless `X-Total-Count` is `count`. */
export function counts(answer: Answer, count: number) {
  const total = headerOf(answer, 'X-Total-Count');
  promise(
    total === String(count),
    answer,
    `X-Total-Count: ${count}`,
    `X-Total-Count: ${total}`,
  );
}

/** The addresses in a `Link` header, as paths to send, by their relations. */
export function linksOf(answer: Answer, client: Client) {
  const found: Record<string, string> = {};
  for (const [, address = '', parameters = ''] of linkIn(answer).matchAll(
    oneLink,
  )) {
    const [, quoted, plain = ''] = relation.exec(parameters) ?? [];
    for (const name of (quoted ?? plain).toLowerCase().split(/\s+/))
      found[name] ??= client.pathOf(address, '/posts');
  }
  return found;
}

/** The path to which the link with `rel="name"` leads. */
export function linkTo(name: string, answer: Answer, client: Client) {
  const path = linksOf(answer, client)[name];
  if (path !== undefined) return path;

  const link = linkIn(answer) || 'none';
  promise(false, answer, `a Link with rel="${name}"`, `Link: ${link}`);
  return '';
}

/** Throws when there is a link with `rel="name"`. */
export function hasNoLink(name: string, answer: Answer, client: Client) {
  const link = linkIn(answer);
  const isThere = name in linksOf(answer, client);
  promise(!isThere, answer, `no Link with rel="${name}"`, `Link: ${link}`);
}

/**
 * Reads a list to its end, page after page, as `next` leads; `between` comes after the first page.
 * Gives the last answer, and all that was found.
 */
export async function follow(
  client: Client,
  path: string,
  between: (first: Post[]) => Promise<unknown> = async () => undefined,
): Promise<[last: Answer, found: Post[]]> {
  let answer = await client.get(path);
  const found = postsIn(answer);
  await between(found);

  for (let pages = 1; 'next' in linksOf(answer, client); pages += 1) {
    promise(pages < 100, answer, 'an end of the list', 'a next without end');
    answer = await client.get(linkTo('next', answer, client));
    const posts = postsIn(answer);
    promise(posts.length > 0, answer, 'posts where next leads', 'none');
    found.push(...posts);
  }
  return [answer, found];
}

function linkIn({ headers }: Answer) {
  return String(headers.link ?? '');
}

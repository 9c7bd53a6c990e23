import { randomBytes } from 'node:crypto';
import type { Answer, Client } from '../client.ts';
import {
  hasNoBody,
  hasStatus,
  holds,
  isError,
  type Post,
  postIn,
  promise,
} from '../judge.ts';
import { counts, follow, linkTo, lists, sameIds } from '../pages.ts';
import { bye, create, hello, missingPath } from '../posts.ts';
import { check } from '../suite.ts';

const draft = { ...hello, published: false };
const requests = Object.entries({
  GET: (client: Client, path: string) => client.get(path),
  PUT: (client: Client, path: string) => client.put(path, bye),
  PATCH: (client: Client, path: string) => client.patch(path, { title: 'Bye' }),
  DELETE: (client: Client, path: string) => client.delete(path),
});
const sorts = ['id', 'title', 'createdAt', 'updatedAt'].flatMap((name) => [
  name,
  `-${name}`,
]);

/** Five posts of alice, found by a word that no others have: the second and the last are drafts. */
async function createMixed(alice: Client) {
  const word = `w${randomBytes(8).toString('hex')}`;
  const posts: Post[] = [];
  for (const published of [true, false, true, true, false])
    posts.push(await create(alice, { ...hello, title: word, published }));

  const shown = posts.filter(({ published }) => published);
  return { posts, shown, path: `/posts?search=${word}` };
}

/** What an error says, without the id that was asked for. */
function wordsOf({ body }: Answer, path: string) {
  const { message } = Object(body) as { message?: unknown };
  return String(message).replaceAll(path.replace('/posts/', ''), 'ID');
}

/** A draft exists for its owner alone. */
export const drafts = [
  check('a draft is there for its owner', async ({ alice }) => {
    const answer = await alice.post('/posts', draft);
    const path = `/posts/${postIn(answer, 201).id}`;

    holds(await alice.get(path), draft);
    hasStatus(await alice.head(path), 200);
    hasStatus(await alice.patch(path, { title: 'Bye' }), 200);
    hasStatus(await alice.put(path, bye), 200);
    hasStatus(await alice.delete(path), 204);
  }),

  ...requests.map(([method, ask]) =>
    check(
      `${method} /posts/:id of another's draft answers 404`,
      async (roles) => {
        const post = await create(roles.alice, draft);
        const missing = await missingPath(roles.alice);
        const path = `/posts/${post.id}`;

        for (const client of method === 'GET'
          ? [roles.bob, roles.visitor]
          : [roles.bob]) {
          const answer = await ask(client, path);
          const words = wordsOf(await ask(client, missing), missing);

          isError(answer, 404);
          promise(
            wordsOf(answer, path) === words,
            answer,
            `the message of a post that is not there, ${JSON.stringify(words)}`,
          );
        }
        holds(await roles.alice.get(path), post);
      },
    ),
  ),

  check("HEAD /posts/:id of another's draft answers 404", async (roles) => {
    const { id } = await create(roles.alice, draft);

    for (const client of [roles.bob, roles.visitor]) {
      const answer = await client.head(`/posts/${id}`);
      hasStatus(answer, 404);
      hasNoBody(answer);
    }
  }),

  check('lists show a draft to its owner alone', async (roles) => {
    const { posts, shown, path } = await createMixed(roles.alice);

    lists(await roles.alice.get(path), posts);
    lists(await roles.bob.get(path), shown);
    lists(await roles.visitor.get(path), shown);
  }),

  check('lists count a draft for its owner alone', async (roles) => {
    const { posts, shown, path } = await createMixed(roles.alice);

    for (const page of ['', '&limit=1', '&limit=1&page=2', '&skip=99']) {
      counts(await roles.alice.get(path + page), posts.length);
      counts(await roles.bob.get(path + page), shown.length);
      counts(await roles.visitor.get(path + page), shown.length);
      counts(await roles.visitor.head(path + page), shown.length);
    }
  }),

  check('the last page is the last without drafts', async (roles) => {
    const { path } = await createMixed(roles.alice);

    for (const client of [roles.bob, roles.visitor]) {
      const answer = await client.get(`${path}&limit=1&page=1`);
      const last = linkTo('last', answer, client);
      promise(
        new URLSearchParams(last.split('?')[1]).get('page') === '3',
        answer,
        'page 3 to be the last',
        last,
      );
    }
  }),

  ...sorts.map((sort) =>
    check(
      `next with sort=${sort} leads to no draft of another`,
      async (roles) => {
        const { shown, path } = await createMixed(roles.alice);

        for (const client of [roles.bob, roles.visitor]) {
          const start = /^-?(id|createdAt)$/.test(sort) ? '' : '&page=1';
          const [last, found] = await follow(
            client,
            `${path}&limit=1&sort=${sort}${start}`,
          );

          const byId = found.toSorted((one, other) => one.id - other.id);
          sameIds(last, byId, shown);
        }
      },
    ),
  ),

  check('a post that is taken back is a draft', async ({ alice, bob }) => {
    const { id } = await create(alice, draft);
    const path = `/posts/${id}`;

    await alice.patch(path, { published: true });
    hasStatus(await bob.get(path), 200);
    isError(await bob.patch(path, { title: 'Mine' }), 403);

    await alice.patch(path, { published: false });
    isError(await bob.get(path), 404);
    isError(await bob.patch(path, { title: 'Mine' }), 404);
  }),
];

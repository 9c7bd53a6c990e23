import type { Client } from '../client.ts';
import {
  hasStatus,
  headerOf,
  holds,
  isError,
  postIn,
  promise,
  refuses,
} from '../judge.ts';
import { logIn, register, userIn } from '../people.ts';
import { bye, create, hello, missingPath } from '../posts.ts';
import { check } from '../suite.ts';

const changes = Object.entries({
  PUT: (client: Client, path: string) => client.put(path, bye),
  PATCH: (client: Client, path: string) => client.patch(path, { title: 'Bye' }),
  DELETE: (client: Client, path: string) => client.delete(path),
});

/** Whoever `client` is, as others see them: what a post says of its owner. */
async function ownerOf(client: Client) {
  const { id, name } = userIn(await client.get('/users/me'));
  return { id, name };
}

/** Whose a post is, and who may change it. */
export const owners = [
  check('a post shows its owner', async ({ alice, bob, visitor }) => {
    const owner = await ownerOf(alice);
    const answer = await alice.post('/posts', hello);
    const { id } = postIn(answer, 201);

    holds(answer, { owner });
    for (const client of [alice, bob, visitor])
      holds(await client.get(`/posts/${id}`), { owner });
    holds(await alice.patch(`/posts/${id}`, { title: 'Bye' }), { owner });
    holds(await alice.put(`/posts/${id}`, hello), { owner });
  }),

  check('a post shows no e-mail of its owner', async ({ visitor }) => {
    const carol = await register(visitor);
    const client = visitor.with({ headers: await logIn(visitor, carol) });
    const answer = await client.post('/posts', hello);
    const { id } = postIn(answer, 201);

    const answers = [
      answer,
      await client.get(`/posts/${id}`),
      await visitor.get('/posts?sort=-id'),
      await visitor.get(`/users/${carol.id}/posts`),
    ];

    for (const answer of answers)
      promise(!answer.text.includes(carol.email), answer, 'no e-mail address');
    await client.delete('/users/me');
  }),

  check('a post shows the name that its owner has now', async (roles) => {
    const carol = await register(roles.visitor);
    const headers = await logIn(roles.visitor, carol);
    const client = roles.visitor.with({ headers });
    const { id } = await create(client);

    await client.patch('/users/me', { name: 'Caroline' });

    const owner = { id: carol.id, name: 'Caroline' };
    holds(await roles.visitor.get(`/posts/${id}`), { owner });
    await client.delete('/users/me');
  }),

  ...changes.flatMap(([method, change]) => [
    check(`${method} /posts/:id of another answers 403`, async (roles) => {
      const post = await create(roles.alice, hello);

      isError(await change(roles.bob, `/posts/${post.id}`), 403);
      holds(await roles.visitor.get(`/posts/${post.id}`), post);
    }),

    check(`${method} /posts/:id of nobody answers 401`, async (roles) => {
      const post = await create(roles.alice, hello);

      const answer = await change(roles.visitor, `/posts/${post.id}`);

      isError(answer, 401);
      headerOf(answer, 'WWW-Authenticate');
      holds(await roles.visitor.get(`/posts/${post.id}`), post);
    }),
  ]),

  check('the order of checks is 401, 422, 404, 403', async (roles) => {
    const { id } = await create(roles.alice, hello);
    const missing = await missingPath(roles.alice);

    for (const path of [`/posts/${id}`, missing]) {
      isError(await roles.visitor.patch(path, { title: '' }), 401);
      refuses(await roles.bob.patch(path, { title: '' }), 'title');
      refuses(await roles.bob.put(path, { ...bye, title: 7 }), 'title');
    }
    isError(await roles.bob.patch(missing, { title: 'Bye' }), 404);
    isError(await roles.bob.delete(missing), 404);
  }),

  check('a post is sent back as it was read', async ({ alice }) => {
    const { id } = await create(alice, hello);
    const { body } = await alice.get(`/posts/${id}`);

    hasStatus(await alice.put(`/posts/${id}`, body), 200);
    hasStatus(await alice.patch(`/posts/${id}`, body), 200);
  }),

  check('an owner that is sent is ignored', async ({ alice, bob }) => {
    const [owner, other] = [await ownerOf(alice), await ownerOf(bob)];

    const answer = await alice.post('/posts', { ...hello, owner: other });
    const { id } = postIn(answer, 201);

    holds(answer, { owner });
    const put = { ...hello, owner: other };
    holds(await alice.put(`/posts/${id}`, put), { owner });
    refuses(await alice.patch(`/posts/${id}`, { owner: other }));
  }),

  check('posts go with their owner', async ({ visitor }) => {
    const carol = await register(visitor);
    const client = visitor.with({ headers: await logIn(visitor, carol) });
    const { id } = await create(client);

    hasStatus(await client.delete('/users/me'), 204);

    isError(await visitor.get(`/posts/${id}`), 404);
    isError(await visitor.get(`/users/${carol.id}/posts`), 404);
  }),
];

import { randomUUID } from 'node:crypto';
import type { Client } from '../client.ts';
import { hasStatus, isError, type Post, promise, refuses } from '../judge.ts';
import { logIn, register } from '../people.ts';
import { counts, follow, linkTo, lists, sameIds } from '../pages.ts';
import { create, hello } from '../posts.ts';
import { check } from '../suite.ts';

/** Somebody new with three posts, of which the second is a draft, and where they are listed. `leave` takes all away. */
async function createAuthor(visitor: Client, other: Client) {
  const person = await register(visitor);
  const carol = visitor.with({ headers: await logIn(visitor, person) });
  const posts: Post[] = [];
  for (const published of [true, false, true]) {
    posts.push(await create(carol, { ...hello, published }));
    await create(other);
  }

  const shown = posts.filter(({ published }) => published);
  const path = `/users/${person.id}/posts`;
  return { carol, posts, shown, path, leave: () => carol.delete('/users/me') };
}

/** The way back along the relation. */
export const userPosts = [
  check('GET /users/:id/posts lists the posts of one user', async (roles) => {
    const { shown, path, leave } = await createAuthor(roles.visitor, roles.bob);

    for (const client of [roles.visitor, roles.bob]) {
      const answer = await client.get(path);
      lists(answer, shown);
      counts(answer, shown.length);
    }
    hasStatus(await roles.visitor.head(path), 200);
    await leave();
  }),

  check('GET /users/:id/posts shows drafts to their owner', async (roles) => {
    const author = await createAuthor(roles.visitor, roles.bob);

    const answer = await author.carol.get(author.path);

    lists(answer, author.posts);
    counts(answer, author.posts.length);
    await author.leave();
  }),

  check('GET /users/:id/posts sorts and searches', async (roles) => {
    const author = await createAuthor(roles.visitor, roles.bob);
    const { carol, path, shown } = author;
    const found = await create(carol, { ...hello, title: '100% sure' });

    lists(await roles.bob.get(`${path}?search=0%25`), [found]);
    lists(await roles.bob.get(`${path}?sort=-id`), [
      found,
      ...shown.toReversed(),
    ]);
    await author.leave();
  }),

  check('the links of GET /users/:id/posts stay there', async (roles) => {
    const author = await createAuthor(roles.visitor, roles.bob);
    const { path, shown } = author;

    const answer = await roles.bob.get(`${path}?limit=1`);
    const next = linkTo('next', answer, roles.bob);

    promise(next.startsWith(`${path}?`), answer, `next to be ${path}`, next);
    const [last, found] = await follow(roles.bob, `${path}?limit=1`);
    sameIds(last, found, shown);
    await author.leave();
  }),

  check(
    'GET /users/:id/posts of a user without posts is empty',
    async (roles) => {
      const { id } = await register(roles.visitor);

      const answer = await roles.visitor.get(`/users/${id}/posts`);

      lists(answer, []);
      counts(answer, 0);
    },
  ),

  check('GET /users/:id/posts of nobody answers 404', async ({ visitor }) => {
    isError(await visitor.get(`/users/${randomUUID()}/posts`), 404);
  }),

  check('GET /users/:id/posts with a number answers 422', async (roles) => {
    refuses(await roles.visitor.get('/users/7/posts'), 'id');
  }),

  check('GET /users/:id/posts refuses what a list refuses', async (roles) => {
    const path = `/users/${randomUUID()}/posts`;

    refuses(await roles.visitor.get(`${path}?limit=0`), 'limit');
    refuses(await roles.visitor.get(`${path}?sort=owner`), 'sort');
    refuses(await roles.visitor.get(`${path}?owner=1`), 'owner');
  }),
];

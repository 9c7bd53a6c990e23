import type { Answer } from './client.ts';
import {
  hasNoBody,
  hasStatus,
  headerOf,
  holds,
  isError,
  postIn,
  postsIn,
  promise,
} from './judge.ts';
import { bye, create, hello, missingPath } from './posts.ts';
import { check, type Suite } from './suite.ts';

/** Row 02 of the API's promises. */
export const crud: Suite = {
  feature: 'crud',
  checks: [
    check('POST /posts answers 201 with the post', async ({ alice }) => {
      const answer = await alice.post('/posts', hello);

      postIn(answer, 201);
      holds(answer, hello);
    }),

    check('POST /posts says where the post is', async ({ alice }) => {
      const answer = await alice.post('/posts', hello);
      const post = postIn(answer, 201);
      const location = headerOf(answer, 'Location');

      const read = await alice.get(alice.pathOf(location, '/posts'));

      holds(read, { ...post });
    }),

    check('POST /posts publishes unless told otherwise', async ({ alice }) => {
      const { title, content } = hello;

      const untold = await alice.post('/posts', { title, content });
      const told = await alice.post('/posts', bye);

      holds(untold, { published: true });
      holds(told, { published: false });
    }),

    check('POST /posts keeps text as it came', async ({ alice }) => {
      const post = {
        title: `Grüße, "世界" 🙂 \\ '; --`,
        content: 'One\n\tTwo <b>&amp;</b> %s ${x}',
      };

      const created = postIn(await alice.post('/posts', post), 201);

      holds(await alice.get(`/posts/${created.id}`), post);
    }),

    check('POST /posts gives each post an id of its own', async ({ alice }) => {
      const [one, two] = await Promise.all([
        alice.post('/posts', hello),
        alice.post('/posts', hello),
      ]);

      promise(
        postIn(one, 201).id !== postIn(two, 201).id,
        two,
        'another id than the post before',
      );
    }),

    check('GET /posts/:id shows one post', async ({ alice, visitor }) => {
      const post = await create(alice);

      const answer = await visitor.get(`/posts/${post.id}`);

      postIn(answer);
      holds(answer, { ...post });
    }),

    check('HEAD answers like GET without the body', async (roles) => {
      const post = await create(roles.alice);

      for (const path of ['/posts', `/posts/${post.id}`]) {
        const get = await roles.visitor.get(path);
        const head = await roles.visitor.head(path);

        hasStatus(head, get.status);
        hasNoBody(head);
        sameHeader('Content-Type', get, head);
      }
    }),

    check(
      'HEAD of a missing post answers 404 without a body',
      async (roles) => {
        const answer = await roles.visitor.head(await missingPath(roles.alice));

        hasStatus(answer, 404);
        hasNoBody(answer);
      },
    ),

    check(
      'GET /posts answers an array of posts',
      async ({ alice, visitor }) => {
        await create(alice);

        const answer = await visitor.get('/posts');

        promise(postsIn(answer).length > 0, answer, 'at least one post');
      },
    ),

    check('GET /posts lists the oldest post first', async (roles) => {
      const one = await create(roles.alice);
      const two = await create(roles.alice);
      await roles.alice.patch(`/posts/${one.id}`, { title: 'Changed' });

      const answer = await roles.visitor.get('/posts');

      const posts = postsIn(answer);
      const dates = posts.map(({ createdAt }) => Date.parse(createdAt));
      const ids = posts.map(({ id }) => id);
      promise(
        dates.every((date, index) => date >= (dates[index - 1] ?? 0)),
        answer,
        'the oldest post first',
      );
      promise(
        posts.length === 100 ||
          (ids.includes(one.id) && ids.indexOf(one.id) < ids.indexOf(two.id)),
        answer,
        `post ${one.id} before post ${two.id}`,
      );
    }),

    check('PUT /posts/:id replaces every field', async ({ alice }) => {
      const post = await create(alice);

      const answer = await alice.put(`/posts/${post.id}`, bye);

      postIn(answer);
      holds(answer, { ...bye, id: post.id, createdAt: post.createdAt });
      holds(await alice.get(`/posts/${post.id}`), bye);
    }),

    ...Object.entries(bye).map(([field, value]) =>
      check(`PATCH /posts/:id changes ${field} alone`, async ({ alice }) => {
        const post = await create(alice);

        const answer = await alice.patch(`/posts/${post.id}`, {
          [field]: value,
        });

        postIn(answer);
        const { id, createdAt } = post;
        const changed = { id, createdAt, ...hello, [field]: value };
        holds(answer, changed);
        holds(await alice.get(`/posts/${post.id}`), changed);
      }),
    ),

    check('PATCH /posts/:id leaves a draft a draft', async ({ alice }) => {
      const post = await create(alice, bye);

      const answer = await alice.patch(`/posts/${post.id}`, { title: 'Hi' });

      holds(answer, { ...bye, title: 'Hi' });
    }),

    check('PUT and PATCH move updatedAt on, never back', async ({ alice }) => {
      const post = await create(alice);

      for (const method of ['put', 'patch'] as const) {
        const answer = await alice[method](`/posts/${post.id}`, bye);

        const { updatedAt } = postIn(answer);
        promise(
          Date.parse(updatedAt) >= Date.parse(post.updatedAt),
          answer,
          `updatedAt not before ${post.updatedAt}`,
        );
      }
    }),

    check('PUT and PATCH leave other posts alone', async ({ alice }) => {
      const [post, other] = [await create(alice), await create(alice)];

      await alice.put(`/posts/${post.id}`, bye);
      await alice.patch(`/posts/${post.id}`, { title: 'Hi' });

      holds(await alice.get(`/posts/${other.id}`), { ...other });
    }),

    check('DELETE /posts/:id answers 204 without a body', async ({ alice }) => {
      const post = await create(alice);

      const answer = await alice.delete(`/posts/${post.id}`);

      hasStatus(answer, 204);
      hasNoBody(answer);
    }),

    check('DELETE /posts/:id removes that post alone', async ({ alice }) => {
      const [post, other] = [await create(alice), await create(alice)];

      await alice.delete(`/posts/${post.id}`);

      hasStatus(await alice.get(`/posts/${post.id}`), 404);
      hasStatus(await alice.get(`/posts/${other.id}`), 200);
    }),

    ...['GET', 'PUT', 'PATCH', 'DELETE'].map((method) =>
      check(`${method} of a missing post answers 404`, async (roles) => {
        const path = await missingPath(roles.alice);
        const json = method.startsWith('P') ? hello : undefined;

        const answer = await roles.alice.send(method, path, { json });

        isError(answer, 404);
      }),
    ),

    check('GET /posts lists at most 100 posts', async ({ alice, visitor }) => {
      const before = postsIn(await visitor.get('/posts')).length;
      const missing = Math.max(1, 101 - before);
      await Promise.all(Array.from({ length: missing }, () => create(alice)));

      const answer = await visitor.get('/posts');

      const count = postsIn(answer).length;
      promise(count === 100, answer, '100 of the posts', `${count} posts`);
    }),
  ],
};

function sameHeader(name: string, get: Answer, head: Answer) {
  const value = headerOf(get, name);
  promise(
    headerOf(head, name) === value,
    head,
    `${name}: ${value}, as for GET`,
    `${name}: ${headerOf(head, name)}`,
  );
}

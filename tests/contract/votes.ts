import { randomBytes } from 'node:crypto';
import type { Answer, Client } from './client.ts';
import {
  allows,
  hasNoBody,
  hasStatus,
  headerOf,
  holds,
  isError,
  postIn,
  postsIn,
  promise,
  refuses,
} from './judge.ts';
import { logIn, register, userIn } from './people.ts';
import { create, hello, missingPath } from './posts.ts';
import { check, type Roles, type Suite } from './suite.ts';

const draft = { ...hello, published: false };

const wrong: [field: string, what: string, value: unknown][] = [
  ['dir', '2', 2],
  ['dir', '-1', -1],
  ['dir', '-5', -5],
  ['dir', '0.5', 0.5],
  ['dir', 'true', true],
  ['dir', 'false', false],
  ['dir', 'null', null],
  ['dir', 'the text 1', '1'],
  ['dir', 'empty text', ''],
  ['dir', 'an array', [1]],
  ['postId', '0', 0],
  ['postId', '-1', -1],
  ['postId', 'half a post', 1.5],
  ['postId', 'true', true],
  ['postId', 'null', null],
  ['postId', 'the text 1', '1'],
  ['postId', 'an array', [1]],
];

const missing = [2 ** 31 - 1, 2 ** 31, 2 ** 32 + 1, 2 ** 53, 1e20, 1e300];

const unknown = ['userId', 'user_id', 'id', '__proto__', 'constructor'];

/** Row 14 of the API's promises. */
export const votes: Suite = {
  feature: 'votes',
  checks: [
    check('POST /votes twice answers 201, then 409', async (roles) => {
      const post = await create(roles.alice);

      hasStatus(await vote(roles.bob, post), 201);
      isError(await vote(roles.bob, post), 409);
      await counts(roles, post, 1);
    }),

    check('POST /votes leads to the post', async ({ alice, bob }) => {
      const post = await create(alice);

      const answer = await vote(bob, post);

      hasStatus(answer, 201);
      const path = bob.pathOf(headerOf(answer, 'Location'), '/votes');
      holds(await bob.get(path), { id: post.id, votes: 1 });
    }),

    check('dir 0 answers 204, then 404', async (roles) => {
      const post = await create(roles.alice);
      await vote(roles.bob, post);

      const answer = await takeBack(roles.bob, post);

      hasStatus(answer, 204);
      hasNoBody(answer);
      await counts(roles, post, 0);
      isError(await takeBack(roles.bob, post), 404);
    }),

    check('dir 0 takes back no vote of another', async (roles) => {
      const post = await create(roles.alice);
      await vote(roles.alice, post);

      isError(await takeBack(roles.bob, post), 404);
      await counts(roles, post, 1);
    }),

    check('a vote that was taken back can be cast again', async (roles) => {
      const post = await create(roles.alice);
      await vote(roles.bob, post);
      await takeBack(roles.bob, post);

      hasStatus(await vote(roles.bob, post), 201);
      await counts(roles, post, 1);
    }),

    check('numbers count as JSON writes them', async ({ alice, bob }) => {
      const { id } = await create(alice);
      const send = (bytes: string) => bob.send('POST', '/votes', { bytes });

      hasStatus(await send(`{"postId":${id}.0,"dir":1.0}`), 201);
      hasStatus(await send(`{"postId":${id}e0,"dir":-0}`), 204);
    }),

    check('each answer counts the votes of its post', async (roles) => {
      const { alice, bob } = roles;
      const post = await create(alice);
      const other = await create(alice);
      await vote(alice, post);
      await vote(bob, post);
      await vote(bob, other);
      const path = `/posts/${post.id}`;

      await counts(roles, post, 2);
      await counts(roles, other, 1);
      holds(await alice.patch(path, { title: 'Bye' }), { votes: 2 });
      holds(await alice.put(path, hello), { votes: 2 });
    }),

    check('a new post has no votes', async (roles) => {
      const answer = await roles.alice.post('/posts', hello);

      const post = postIn(answer, 201);
      holds(answer, { votes: 0 });
      await counts(roles, post, 0);
    }),

    check('a list has each post once, and counts its votes', async (roles) => {
      const { alice, bob } = roles;
      const title = `w${randomBytes(8).toString('hex')}`;
      const posts = [];
      for (const voters of [[], [bob], [alice, bob]]) {
        const post = await create(alice, { ...hello, title });
        for (const voter of voters) await vote(voter, post);
        posts.push(post.id);
      }
      const id = userIn(await alice.get('/users/me')).id;

      for (const path of ['/posts', `/users/${id}/posts`]) {
        const answer = await roles.visitor.get(`${path}?search=${title}`);

        const listed = postsIn(answer).map(({ id, ...post }) => [id, post]);
        const wanted = posts.map((id, votes) => [id, { votes }]);
        promise(
          JSON.stringify(listed.map(onlyVotes)) === JSON.stringify(wanted),
          answer,
          'three posts with 0, 1 and 2 votes',
        );
        const total = headerOf(answer, 'X-Total-Count');
        promise(total === '3', answer, 'a total of 3', total);
      }
    }),

    check('votes that are sent are ignored', async ({ alice }) => {
      const answer = await alice.post('/posts', { ...hello, votes: 7 });

      const { id } = postIn(answer, 201);
      holds(answer, { votes: 0 });
      const sent = { ...hello, votes: 7 };
      holds(await alice.put(`/posts/${id}`, sent), { votes: 0 });
      holds(await alice.patch(`/posts/${id}`, sent), { votes: 0 });
      isError(await alice.patch(`/posts/${id}`, { votes: 7 }), 422);
    }),

    check('what was read can be sent back', async ({ alice, bob }) => {
      const post = await create(alice);
      await vote(bob, post);
      const { body } = await alice.get(`/posts/${post.id}`);

      holds(await alice.put(`/posts/${post.id}`, body), { votes: 1 });
    }),

    check('a draft takes no vote of another', async ({ alice, bob }) => {
      const post = await create(alice, draft);
      const words = wordsOf(await vote(bob, await missingPost(alice)));

      const answer = await vote(bob, post);

      isError(answer, 404);
      promise(
        wordsOf(answer) === words,
        answer,
        `the message of a post that is not there, ${JSON.stringify(words)}`,
      );
      holds(await alice.get(`/posts/${post.id}`), { votes: 0 });
    }),

    check('a draft takes votes of its owner', async ({ alice }) => {
      const post = await create(alice, draft);

      hasStatus(await vote(alice, post), 201);
      holds(await alice.get(`/posts/${post.id}`), { votes: 1 });
      hasStatus(await takeBack(alice, post), 204);
    }),

    check('a post that became a draft keeps its votes', async (roles) => {
      const { alice, bob } = roles;
      const post = await create(alice);
      await vote(bob, post);
      await alice.patch(`/posts/${post.id}`, { published: false });

      isError(await vote(bob, post), 404);
      isError(await takeBack(bob, post), 404);
      await alice.patch(`/posts/${post.id}`, { published: true });
      await counts(roles, post, 1);
    }),

    ...missing.map((postId) =>
      check(`POST /votes for post ${postId} answers 404`, async ({ bob }) => {
        for (const dir of [1, 0])
          isError(await bob.post('/votes', { postId, dir }), 404);
      }),
    ),

    check('POST /votes for a deleted post answers 404', async (roles) => {
      const post = await create(roles.alice);
      await vote(roles.bob, post);
      await roles.alice.delete(`/posts/${post.id}`);

      isError(await vote(roles.bob, post), 404);
      isError(await takeBack(roles.bob, post), 404);
    }),

    check('POST /votes of nobody answers 401', async ({ alice, visitor }) => {
      const post = await create(alice);

      for (const send of [vote, takeBack]) {
        const answer = await send(visitor, post);

        isError(answer, 401);
        headerOf(answer, 'WWW-Authenticate');
      }
      isError(await visitor.post('/votes', {}), 401);
      holds(await alice.get(`/posts/${post.id}`), { votes: 0 });
    }),

    ...wrong.map(([field, what, value]) =>
      check(`POST /votes with ${what} as ${field} answers 422`, async (roles) =>
        withVote(roles, (sent) =>
          roles.bob.post('/votes', { ...sent, [field]: value }),
        ).then((answer) => refuses(answer, field)),
      ),
    ),

    ...unknown.map((member) =>
      check(`POST /votes with ${member} answers 422`, async (roles) =>
        withVote(roles, ({ postId }) =>
          roles.bob.send('POST', '/votes', {
            bytes: `{"postId":${postId},"dir":0,"${member}":{}}`,
          }),
        ).then((answer) => refuses(answer, member)),
      ),
    ),

    check('POST /votes with {} names each field', async ({ bob }) => {
      refuses(await bob.post('/votes', {}), 'postId', 'dir');
    }),

    check('GET /votes answers 405', async ({ bob }) => {
      const answer = await bob.get('/votes');

      isError(answer, 405);
      allows(answer, ['POST'], 'GET');
    }),

    check('of twenty votes at once, one is cast', async (roles) => {
      const post = await create(roles.alice);

      const answers = await twenty(() => vote(roles.bob, post));

      one(answers, 201, 409);
      await counts(roles, post, 1);
    }),

    check('of twenty who take one vote back, one does', async (roles) => {
      const post = await create(roles.alice);
      await vote(roles.alice, post);
      await vote(roles.bob, post);

      const answers = await twenty(() => takeBack(roles.bob, post));

      one(answers, 204, 404);
      await counts(roles, post, 1);
    }),

    check('votes and their ends at once add up', async (roles) => {
      const post = await create(roles.alice);
      const people = [roles.alice, roles.bob, await somebodyElse(roles)];

      const answers = await Promise.all(
        people.flatMap((person) =>
          [vote, takeBack, vote, takeBack, vote].map((send) =>
            send(person, post),
          ),
        ),
      );

      for (const answer of answers) hasStatus(answer, 201, 204, 404, 409);
      const number = (status: number) =>
        answers.filter((answer) => answer.status === status).length;
      await counts(roles, post, number(201) - number(204));
    }),

    check('a vote that was answered is counted at once', async (roles) => {
      const post = await create(roles.alice);

      for (const voter of [roles.alice, roles.bob]) {
        const before = await roles.visitor.get(`/posts/${post.id}`);
        hasStatus(await vote(voter, post), 201);
        const { votes } = before.body as { votes: number };
        await counts(roles, post, votes + 1);
      }
    }),

    check('votes for a post that goes answer 201 or 404', async (roles) => {
      for (let turn = 0; turn < 10; turn += 1) {
        const post = await create(roles.alice);

        const [answer, deleted] = await Promise.all([
          vote(roles.bob, post),
          roles.alice.delete(`/posts/${post.id}`),
        ]);

        hasStatus(answer, 201, 404);
        hasStatus(deleted, 204);
      }
    }),

    check('votes go with whoever cast them', async (roles) => {
      const post = await create(roles.alice);
      const carol = await somebodyElse(roles);
      await vote(roles.bob, post);
      await vote(carol, post);

      hasStatus(await carol.delete('/users/me'), 204);

      await counts(roles, post, 1);
    }),

    check('votes of somebody who leaves answer 201 or 401', async (roles) => {
      const carol = await somebodyElse(roles);
      const posts = [];
      for (let turn = 0; turn < 5; turn += 1)
        posts.push(await create(roles.alice));

      const [left, ...answers] = await Promise.all([
        carol.delete('/users/me'),
        ...posts.map((post) => vote(carol, post)),
      ]);

      hasStatus(left, 204);
      for (const answer of answers) hasStatus(answer, 201, 401);
      for (const post of posts) await counts(roles, post, 0);
    }),
  ],
};

function vote(client: Client, { id: postId }: { id: number }) {
  return client.post('/votes', { postId, dir: 1 });
}

function takeBack(client: Client, { id: postId }: { id: number }) {
  return client.post('/votes', { postId, dir: 0 });
}

/** Bob's vote stands before a request and after it. */
async function withVote(
  roles: Roles,
  send: (sent: { postId: number; dir: number }) => Promise<Answer>,
) {
  const post = await create(roles.alice);
  await vote(roles.bob, post);

  const answer = await send({ postId: post.id, dir: 0 });

  await counts(roles, post, 1);
  return answer;
}

/** The post itself has so many votes for all who look. */
async function counts(
  { alice, visitor }: Roles,
  { id }: { id: number },
  votes: number,
) {
  for (const client of [alice, visitor])
    holds(await client.get(`/posts/${id}`), { id, votes });
}

function onlyVotes([id, post]: unknown[]) {
  return [id, { votes: (post as { votes?: unknown }).votes }];
}

/** What an error says, without the number of the post. */
function wordsOf({ body }: Answer) {
  const { message } = Object(body) as { message?: unknown };
  return String(message).replaceAll(/\d+/g, 'N');
}

async function missingPost(alice: Client) {
  return { id: Number((await missingPath(alice)).replace('/posts/', '')) };
}

async function somebodyElse({ visitor }: Roles) {
  return visitor.with({
    headers: await logIn(visitor, await register(visitor)),
  });
}

function twenty(send: () => Promise<Answer>) {
  return Promise.all(Array.from({ length: 20 }, send));
}

/** One of `answers` has the status `first`, all others have `rest`. */
function one(answers: Answer[], first: number, rest: number) {
  for (const answer of answers) hasStatus(answer, first, rest);

  const count = answers.filter(({ status }) => status === first).length;
  for (const answer of answers.slice(-1))
    promise(count === 1, answer, `one ${first} of twenty`, `${count} of them`);
}

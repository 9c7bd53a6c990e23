import type { Client } from './client.ts';
import {
  holds,
  isError,
  type Post,
  postIn,
  promise,
  refuses,
} from './judge.ts';
import { bye, create, hello } from './posts.ts';
import { check, type Suite } from './suite.ts';

/** What SQL, a driver or a column's type would take for more than text. Run as SQL, none of it harms anybody's posts. */
const hostile: [what: string, text: string][] = [
  ['the end of a text', `'); DROP TABLE ground_up_nothing; --`],
  ['single quotes', `' OR '1'='1`],
  ['double quotes', `" OR ""="`],
  ['other quotes', '`id` [id] $$id$$ $a$id$a$ ʼ ＇'],
  ['backslashes', `\\ \\' \\\\'; --`],
  ['a query', `'||(SELECT 1)||'`],
  ['comments', `/* one */ -- two # three`],
  ['parameters', '$1 $2 ?1 ? :id @id {0} %s %_ $& $$'],
  ['escapes', `E'\\x41' U&'\\0041' \\u0041 &#39; %27`],
  ['a keyword', 'NULL'],
  ['a function', 'CURRENT_TIMESTAMP'],
  ['a truth', 'true'],
  ['a number', '007'],
  ['a date', '2020-02-02T00:00:00.000Z'],
  ['an array', '{"title":"x"}'],
  ['control characters', 'a\u0001b\bc\u001ad\u007fe\r\nf'],
  ['other scripts', 'Ünïcödé e\u0301 \u202eabc 🙂 𝕏 \ufeffx'],
];

/** An id that no column holds; some would fit if only their last bits or first digits were looked at. */
const outOfRange = (id: number) => [
  '2147483648',
  '9007199254740993',
  '9223372036854775808',
  '18446744073709551616',
  '9'.repeat(400),
  ...[32n, 53n, 63n, 64n].map((bits) => String(2n ** bits + BigInt(id))),
  `${id}${'0'.repeat(30)}`,
];

/** Ids that would reach `other` as well, were they glued into SQL. */
const hostileIds = (id: number, other: number) => [
  `${id} OR id = ${other}`,
  `${id}' OR id = '${other}`,
  `${id}) OR (id = ${other}`,
  `${id}; DELETE FROM posts WHERE id = ${other}; --`,
  `${id},${other}`,
  `${other} --`,
];

const methods = ['POST', 'PUT', 'PATCH'] as const;

/** Row 05 of the API's promises. */
export const sql: Suite = {
  feature: 'sql',
  checks: [
    ...hostile.map(([what, text]) =>
      check(`POST /posts keeps ${what} as text`, async ({ alice }) => {
        await keeps(alice, 'POST', [{ title: text, content: text }]);
      }),
    ),

    ...(['PUT', 'PATCH'] as const).map((method) =>
      check(`${method} /posts/:id keeps SQL as text`, async ({ alice }) => {
        const texts = hostile.map(([, text]) => ({
          title: text,
          content: text,
        }));

        await keeps(alice, method, texts);
      }),
    ),

    ...['PUT', 'PATCH'].map((method) =>
      check(
        `${method} with SQL in its text changes that post alone`,
        async ({ alice }) => {
          const [post, other] = await two(alice);

          for (const field of ['title', 'content']) {
            const json = { ...bye, [field]: `Mine' WHERE id = ${other.id} --` };
            const path = `/posts/${post.id}`;

            const answer = await alice.send(method, path, { json });

            await isUnchanged(alice, other);
            holds(answer, { id: post.id, ...json });
          }
        },
      ),
    ),

    ...['GET', 'PUT', 'PATCH', 'DELETE'].map((method) =>
      check(`${method} with SQL in its path answers 422`, async ({ alice }) => {
        const [post, other] = await two(alice);

        for (const id of hostileIds(post.id, other.id)) {
          const path = `/posts/${encodeURIComponent(id)}`;

          refuses(await alice.send(method, path, bodyFor(method)), 'id');

          await isUnchanged(alice, post);
          await isUnchanged(alice, other);
        }
      }),
    ),

    ...['GET', 'PUT', 'PATCH', 'DELETE'].map((method) =>
      check(
        `${method} of an id that no column holds answers 404`,
        async ({ alice }) => {
          const post = await create(alice);

          for (const id of outOfRange(post.id)) {
            const path = `/posts/${id}`;
            isError(await alice.send(method, path, bodyFor(method)), 404);
          }

          await isUnchanged(alice, post);
        },
      ),
    ),

    ...methods.map((method) =>
      check(`${method} keeps the longest texts whole`, async ({ alice }) => {
        const texts = ['a', 'ß', '世', '🙂'].map((letter) => ({
          title: letter.repeat(255),
          content: letter.repeat(10_000),
        }));

        await keeps(alice, method, texts);
      }),
    ),

    ...methods.map((method) =>
      check(`${method} of longer texts answers 422`, async ({ alice }) => {
        const post = await create(alice);
        const path = method === 'POST' ? '/posts' : `/posts/${post.id}`;

        for (const letter of ['a', '🙂']) {
          const texts = {
            title: letter.repeat(256),
            content: letter.repeat(10_001),
          };
          const json = { ...bye, ...texts };

          refuses(await alice.send(method, path, { json }), 'title', 'content');
        }

        await isUnchanged(alice, post);
      }),
    ),

    check('the id of a deleted post is not used again', async ({ alice }) => {
      const gone = [await create(alice), await create(alice)];
      for (const { id } of gone) await alice.delete(`/posts/${id}`);

      const answer = await alice.post('/posts', hello);

      const { id } = postIn(answer, 201);
      promise(
        gone.every((post) => post.id !== id),
        answer,
        'an id that no post has had',
      );
    }),

    check('twenty posts created at once are all there', async ({ alice }) => {
      const titles = Array.from({ length: 20 }, (_, index) => `Post ${index}`);

      const answers = await Promise.all(
        titles.map((title) => alice.post('/posts', { ...hello, title })),
      );

      const ids = new Set<number>();
      for (const [index, answer] of answers.entries()) {
        const post = postIn(answer, 201);
        holds(answer, { ...hello, title: titles[index] });
        promise(!ids.has(post.id), answer, 'an id of its own');
        ids.add(post.id);
      }
      for (const answer of answers) {
        await isUnchanged(alice, postIn(answer, 201));
      }
    }),

    check('PATCHes of a post at once all hold', async ({ alice }) => {
      for (let round = 0; round < 5; round += 1) {
        const { id } = await create(alice);

        const answers = await Promise.all(
          Object.entries(bye).map(([field, value]) =>
            alice.patch(`/posts/${id}`, { [field]: value }),
          ),
        );

        for (const answer of answers) postIn(answer);
        holds(await alice.get(`/posts/${id}`), bye);
      }
    }),
  ],
};

/** Writes one after the other of `texts` by `method`; its answer and what is read afterwards must hold them. */
async function keeps(
  alice: Client,
  method: (typeof methods)[number],
  texts: { title: string; content: string }[],
) {
  const [path, status] =
    method === 'POST'
      ? ['/posts', 201]
      : [`/posts/${(await create(alice)).id}`, 200];

  for (const text of texts) {
    const json = { ...hello, ...text };
    const answer = await alice.send(method, path, { json });

    const { id } = postIn(answer, status);
    holds(answer, json);
    holds(await alice.get(`/posts/${id}`), json);
  }
}

/** Two posts that differ from what the checks write. */
async function two(alice: Client): Promise<[Post, Post]> {
  return [
    await create(alice, { ...hello, title: 'One' }),
    await create(alice, { ...hello, title: 'Two' }),
  ];
}

async function isUnchanged(alice: Client, post: Post) {
  holds(await alice.get(`/posts/${post.id}`), { ...post });
}

function bodyFor(method: string) {
  return { json: method.startsWith('P') ? bye : undefined };
}

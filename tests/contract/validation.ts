import type { Client } from './client.ts';
import { holds, isError, postIn, promise, refuses } from './judge.ts';
import { bye, create, hello } from './posts.ts';
import { check, type Suite } from './suite.ts';

/** What none of these fields may hold, with a name for it. */
const wrongText: [what: string, value: unknown][] = [
  ['null', null],
  ['a number', 42],
  ['an array', ['Hello']],
  ['an object', { text: 'Hello' }],
  ['empty text', ''],
  ['blank text', ' \n\t '],
  ['a NUL', 'a\0b'],
  ['the first half of an emoji', 'a\ud83d'],
  ['the second half of an emoji', '\ude42b'],
];

const wrong: [field: string, what: string, value: unknown][] = [
  ...wrongText.map((pair) => ['title', ...pair] as [string, string, unknown]),
  ['title', '256 characters', 'a'.repeat(256)],
  ['title', '256 emoji', '🙂'.repeat(256)],
  ...wrongText.map((pair) => ['content', ...pair] as [string, string, unknown]),
  ['content', '10,001 characters', 'a'.repeat(10_001)],
  ['published', 'null', null],
  ['published', 'text', 'true'],
  ['published', 'a number', 1],
];

const unknownMembers = ['author', 'Title', 'constructor', '__proto__'];

const malformedIds = [
  '0',
  '-1',
  '+1',
  '01',
  '1.5',
  '1e3',
  '0x10',
  '1_000',
  'abc',
  '1abc',
  '%20',
  '1%20',
  '1%0A',
  '%00',
  '%D9%A1', // an Arabic digit one
  'null',
  'NaN',
];

const hugeIds = [
  '2147483648',
  '9007199254740993',
  '9223372036854775808',
  '99999999999999999999',
  '9'.repeat(400),
];

/** Row 03 of the API's promises. */
export const validation: Suite = {
  feature: 'validation',
  checks: [
    ...wrong.map(([field, what, value]) =>
      check(
        `POST /posts with ${what} as ${field} answers 422`,
        async (roles) => {
          const answer = await roles.alice.post('/posts', {
            ...hello,
            [field]: value,
          });

          refuses(answer, field);
        },
      ),
    ),

    ...(['put', 'patch'] as const).map((method) =>
      check(
        `${method.toUpperCase()} /posts/:id with a wrong field answers 422`,
        async ({ alice }) => {
          const post = await create(alice);

          for (const [field, , value] of wrong) {
            const answer = await alice[method](`/posts/${post.id}`, {
              ...bye,
              [field]: value,
            });

            refuses(answer, field);
          }
          holds(await alice.get(`/posts/${post.id}`), { ...post });
        },
      ),
    ),

    ...['title', 'content'].map((field) =>
      check(`POST /posts without ${field} answers 422`, async ({ alice }) => {
        const answer = await alice.post('/posts', without(field));

        refuses(answer, field);
      }),
    ),

    ...Object.keys(hello).map((field) =>
      check(`PUT /posts/:id without ${field} answers 422`, async (roles) => {
        const post = await create(roles.alice);

        const answer = await roles.alice.put(
          `/posts/${post.id}`,
          without(field),
        );

        refuses(answer, field);
      }),
    ),

    check('POST /posts names every wrong field', async ({ alice }) => {
      const answer = await alice.post('/posts', {
        title: '',
        published: 'yes',
        mood: 'good',
      });

      refuses(answer, 'title', 'content', 'published', 'mood');
    }),

    ...unknownMembers.map((member) =>
      check(`POST /posts with ${member} answers 422`, async ({ alice }) => {
        refuses(await alice.send('POST', '/posts', withMember(member)), member);
      }),
    ),

    ...['PUT', 'PATCH'].map((method) =>
      check(
        `${method} /posts/:id with an unknown member answers 422`,
        async ({ alice }) => {
          const { id } = await create(alice);

          for (const member of unknownMembers) {
            const sent = withMember(member);
            const answer = await alice.send(method, `/posts/${id}`, sent);

            refuses(answer, member);
          }
        },
      ),
    ),

    ...['POST', 'PUT', 'PATCH'].map((method) =>
      check(`${method} without a body answers 422`, async ({ alice }) => {
        isError(await alice.send(method, await pathFor(alice, method)), 422);
      }),
    ),

    ...['POST', 'PUT', 'PATCH'].flatMap((method) =>
      [[], [hello]].map((json) =>
        check(
          `${method} with ${json.length > 0 ? 'an' : 'an empty'} array answers 422`,
          async ({ alice }) => {
            const path = await pathFor(alice, method);

            isError(await alice.send(method, path, { json }), 422);
          },
        ),
      ),
    ),

    check('POST /posts with {} names title and content', async ({ alice }) => {
      refuses(await alice.post('/posts', {}), 'title', 'content');
    }),

    check('PUT /posts/:id with {} names every field', async ({ alice }) => {
      const { id } = await create(alice);

      const answer = await alice.put(`/posts/${id}`, {});

      refuses(answer, ...Object.keys(hello));
    }),

    check('PATCH /posts/:id with {} answers 422', async ({ alice }) => {
      const { id } = await create(alice);

      isError(await alice.patch(`/posts/${id}`, {}), 422);
    }),

    ...[
      ['one character', 'a', 'a'],
      ['the most characters', 'a'.repeat(255), 'a'.repeat(10_000)],
      ['the most emoji', '🙂'.repeat(255), '🙂'.repeat(10_000)],
    ].map(([what, title, content]) =>
      check(`POST /posts with ${what} answers 201`, async ({ alice }) => {
        const post = await create(alice, { title, content });

        holds(await alice.get(`/posts/${post.id}`), { title, content });
      }),
    ),

    check('PUT /posts/:id takes back what GET gave', async ({ alice }) => {
      const { id } = await create(alice);
      const { body } = await alice.get(`/posts/${id}`);

      const answer = await alice.put(`/posts/${id}`, body);

      postIn(answer);
    }),

    check('PATCH /posts/:id takes back what GET gave', async ({ alice }) => {
      const { id } = await create(alice);
      const { body } = await alice.get(`/posts/${id}`);

      const answer = await alice.patch(`/posts/${id}`, body);

      postIn(answer);
    }),

    ...['POST', 'PUT', 'PATCH'].map((method) =>
      check(`${method} ignores read-only members`, async ({ alice }) => {
        const forged = {
          id: 'forged',
          createdAt: '1999-12-31T23:59:59.999Z',
          updatedAt: 7,
        };
        const path = await pathFor(alice, method);

        const answer = await alice.send(method, path, {
          json: { ...bye, ...forged },
        });

        const post = postIn(answer, method === 'POST' ? 201 : 200);
        holds(answer, bye);
        promise(
          post.createdAt !== forged.createdAt,
          answer,
          'createdAt to be kept',
        );
        holds(await alice.get(`/posts/${post.id}`), { ...post });
      }),
    ),

    ...['GET', 'PUT', 'PATCH', 'DELETE'].map((method) =>
      check(`${method} of a malformed id answers 422`, async ({ alice }) => {
        for (const id of malformedIds) {
          const path = `/posts/${id}`;
          refuses(await alice.send(method, path, bodyFor(method)), 'id');
        }
      }),
    ),

    ...['GET', 'PUT', 'PATCH', 'DELETE'].map((method) =>
      check(`${method} of a huge id answers 404`, async ({ alice }) => {
        for (const id of hugeIds) {
          const path = `/posts/${id}`;
          isError(await alice.send(method, path, bodyFor(method)), 404);
        }
      }),
    ),

    ...['/', '/other_endpoint', '/health'].map((path) =>
      check(
        `GET ${path} with an unknown parameter answers 422`,
        async (roles) => {
          refuses(await roles.visitor.get(`${path}?colour=red`), 'colour');
        },
      ),
    ),

    ...['GET', 'POST'].map((method) =>
      check(
        `${method} /posts with an unknown parameter answers 422`,
        async ({ alice }) => {
          for (const query of ['colour=red', 'a=1&a=2', '__proto__=1']) {
            const path = `/posts?${query}`;
            const answer = await alice.send(method, path, bodyFor(method));

            refuses(answer, query.split('=')[0] ?? '');
          }
        },
      ),
    ),

    ...['GET', 'PUT', 'PATCH', 'DELETE'].map((method) =>
      check(
        `${method} /posts/:id with an unknown parameter answers 422`,
        async ({ alice }) => {
          const post = await create(alice);
          const path = `/posts/${post.id}?colour=red`;

          refuses(await alice.send(method, path, bodyFor(method)), 'colour');

          holds(await alice.get(`/posts/${post.id}`), { ...post });
        },
      ),
    ),
  ],
};

function without(field: string) {
  return Object.fromEntries(
    Object.entries(hello).filter(([name]) => name !== field),
  );
}

/** Written as text: `{ __proto__: … }` in JavaScript is no member. */
function withMember(name: string) {
  return { bytes: JSON.stringify(hello).replace('{', `{"${name}":"me",`) };
}

function bodyFor(method: string) {
  return { json: method.startsWith('P') ? bye : undefined };
}

/** Where `method` can be tried: the list for POST, a new post for others. */
async function pathFor(alice: Client, method: string) {
  return method === 'POST' ? '/posts' : `/posts/${(await create(alice)).id}`;
}

import { gzipSync } from 'node:zlib';
import type { Answer, Client, Sending } from './client.ts';
import {
  allows,
  hasNoBody,
  hasStatus,
  headerOf,
  isError,
  postIn,
  promise,
  refuses,
} from './judge.ts';
import { bye, create, hello, missingPath } from './posts.ts';
import { check, type Suite } from './suite.ts';

const limit = 100 * 1024;
const tooMuch = padded(limit + 1);
const plain = { 'Content-Type': 'text/plain' };
const unfinished = '{"title":"Hello",';

/** A request that an API refuses: where to (`:missing` for a post that is no more) and what with. */
type Refused = [method: string, path: string, sending: Sending, status: number];

const malformed = {
  'an unfinished object': unfinished,
  'single quotes': "{'title':'Hello','content':'x'}",
  'a trailing comma': '{"title":"Hello","content":"x",}',
  'a comment': '{"title":"Hello","content":"x"} // hi',
  'bytes that are not UTF-8': Buffer.from('{"title":"Café"}', 'latin1'),
};

const otherTypes = [
  'text/plain',
  'application/xml',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
];

const paths: [path: string, methods: string[], wrong: string[]][] = [
  ['/', ['GET', 'HEAD', 'OPTIONS'], ['POST', 'DELETE']],
  ['/health', ['GET', 'HEAD', 'OPTIONS'], ['PUT', 'PATCH']],
  [
    '/posts',
    ['GET', 'HEAD', 'POST', 'OPTIONS'],
    ['PUT', 'PATCH', 'DELETE', 'PROPFIND'],
  ],
  [
    '/posts/:new',
    ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
    ['POST'],
  ],
];

/** One request for each kind of error. */
const refusals: [what: string, ...Refused][] = [
  ['with malformed JSON', 'POST', '/posts', { bytes: unfinished }, 400],
  ['of a malformed path', 'GET', '/posts/%E0%A4%A', {}, 400],
  ['of an unknown path', 'GET', '/nowhere', {}, 404],
  ['to an unknown path', 'POST', '/nowhere/1', { json: hello }, 404],
  ['of a missing post', 'GET', '/posts/:missing', {}, 404],
  ['of all posts', 'DELETE', '/posts', {}, 405],
  ['of over 100 KiB', 'POST', '/posts', { bytes: tooMuch }, 413],
  ['of plain text', 'POST', '/posts', { bytes: 'Hi', headers: plain }, 415],
  ['with a wrong field', 'POST', '/posts', { json: { title: '' } }, 422],
  ['of a malformed id', 'GET', '/posts/abc', {}, 422],
  ['with an unknown parameter', 'GET', '/posts?colour=red', {}, 422],
];

/** Requests that are wrong in two ways, and what is checked first. */
const twiceWrong: [first: string, then: string, ...Refused][] = [
  ['size', 'type', 'POST', '/posts', { bytes: tooMuch, headers: plain }, 413],
  ['size', 'JSON', 'POST', '/posts', { bytes: `{${tooMuch}` }, 413],
  ['size', 'path', 'POST', '/nowhere', { bytes: tooMuch }, 413],
  ['size', 'method', 'PUT', '/posts', { bytes: tooMuch }, 413],
  ['size', 'input', 'PUT', '/posts/abc', { bytes: tooMuch }, 413],
  ['type', 'JSON', 'POST', '/posts', { bytes: '{', headers: plain }, 415],
  ['type', 'path', 'POST', '/nowhere', { bytes: 'Hi', headers: plain }, 415],
  ['type', 'method', 'PUT', '/posts', { bytes: 'Hi', headers: plain }, 415],
  ['type', 'input', 'PUT', '/posts/abc', { bytes: 'Hi', headers: plain }, 415],
  ['JSON', 'path', 'POST', '/nowhere', { bytes: unfinished }, 400],
  ['JSON', 'method', 'PUT', '/posts', { bytes: unfinished }, 400],
  ['JSON', 'input', 'PUT', '/posts/abc', { bytes: unfinished }, 400],
  ['JSON', 'post', 'PUT', '/posts/:missing', { bytes: unfinished }, 400],
  ['path', 'input', 'GET', '/nowhere?colour=red', {}, 404],
  ['method', 'input', 'DELETE', '/posts?colour=red', {}, 405],
  ['method', 'id', 'POST', '/posts/abc', { json: {} }, 405],
  ['method', 'post', 'POST', '/posts/:missing', { json: hello }, 405],
  ['input', 'post', 'PUT', '/posts/:missing', { json: {} }, 422],
  ['input', 'post', 'PATCH', '/posts/:missing', { json: {} }, 422],
  ['input', 'post', 'GET', '/posts/:missing?colour=red', {}, 422],
  ['input', 'post', 'DELETE', '/posts/:missing?colour=red', {}, 422],
];

const goodIds = ['shop-42', '0b9f3c1e-7a52-4d0e-9b53-0a8f2f1c6d11'];

const badIds = [
  'two words',
  'tab\there',
  '{"level":"error"}',
  '<script>',
  '%0aforged',
  'é',
  'a'.repeat(1000),
];

const end = 'Connection: close\r\n\r\n';

/** What no client should send, as text on the wire. */
const garbage = [
  '\r\n\r\n\0\0\0\r\n\r\n',
  'HELLO\r\n\r\n',
  `GET /posts\r\n${end}`,
  `GET /posts HTTP/9.9\r\nHost: x\r\n${end}`,
  `GET /%c0%ae%c0%ae/ HTTP/1.1\r\nHost: x\r\n${end}`,
  `GET //[ HTTP/1.1\r\nHost: x\r\n${end}`,
  `GET http://[ HTTP/1.1\r\nHost: x\r\n${end}`,
  `GET * HTTP/1.1\r\nHost: x\r\n${end}`,
  `OPTIONS * HTTP/1.1\r\nHost: x\r\n${end}`,
  `GET /posts HTTP/1.1\r\n${end}`,
  `GET /health HTTP/1.1\r\nHost: x\r\nX-Request-Id: a\rb\r\n${end}`,
  `GET /health HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(70_000)}\r\n${end}`,
  `POST /posts HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n${end}`,
  `POST /posts HTTP/1.1\r\nHost: x\r\nContent-Length: abc\r\n${end}`,
  `POST /posts HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n${end}zz\r\n`,
];

const cutOff = `POST /posts HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{"title":`;

/** Bodies that are JSON, and strange. */
const strange = [
  '"text"',
  '42',
  'null',
  '{"title":{"toString":null},"content":{"length":1}}',
  '{"constructor":{"prototype":{"admin":true}}}',
  '{"title":"a","title":["b"],"content":"x","content":null}',
  `{"title":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
  `{${Array.from({ length: 2000 }, (_, n) => `"m${n}":1`).join()}}`,
  '{"title":1e999,"content":-0}',
  '{"":"","\\u0000":1}',
];

/** Row 04 of the API's promises. */
export const errors: Suite = {
  feature: 'errors',
  checks: [
    ...refusals.map(([what, method, path, sending, status]) =>
      check(`${method} ${what} answers ${status} in JSON`, async (roles) => {
        const filled = await fill(roles.alice, path);

        const answer = await roles.alice.send(method, filled, sending);

        isError(answer, status);
        carriesItsId(answer);
      }),
    ),

    check(
      'HEAD of an unknown path answers 404 without a body',
      async (roles) => {
        const answer = await roles.visitor.head('/nowhere');

        hasStatus(answer, 404);
        hasNoBody(answer);
      },
    ),

    check('a 422 names the fields in details', async ({ alice }) => {
      const answer = await alice.post('/posts', { title: '', mood: 1 });

      refuses(answer, 'title', 'content', 'mood');
      carriesItsId(answer);
    }),

    ...Object.entries(malformed).map(([what, bytes]) =>
      check(`POST /posts with ${what} answers 400`, async ({ alice }) => {
        isError(await alice.send('POST', '/posts', { bytes }), 400);
      }),
    ),

    ...['PUT', 'PATCH'].map((method) =>
      check(
        `${method} /posts/:id with malformed JSON answers 400`,
        async ({ alice }) => {
          const path = await fill(alice, '/posts/:new');
          for (const bytes of Object.values(malformed)) {
            isError(await alice.send(method, path, { bytes }), 400);
          }
        },
      ),
    ),

    ...otherTypes.map((type) =>
      check(`POST /posts with ${type} answers 415`, async ({ alice }) => {
        const answer = await alice.send('POST', '/posts', {
          bytes: JSON.stringify(hello),
          headers: { 'Content-Type': type },
        });

        isError(answer, 415);
      }),
    ),

    ...['application/json; charset=utf-8', 'Application/JSON'].map((type) =>
      check(`POST /posts with ${type} answers 201`, async ({ alice }) => {
        const answer = await alice.send('POST', '/posts', {
          json: hello,
          headers: { 'Content-Type': type },
        });

        postIn(answer, 201);
      }),
    ),

    check('POST /posts of exactly 100 KiB answers 201', async ({ alice }) => {
      const answer = await alice.send('POST', '/posts', {
        bytes: padded(limit),
      });

      postIn(answer, 201);
    }),

    check('POST /posts in chunks answers 201', async ({ alice }) => {
      const chunks = ['{"title":"Hel', 'lo","con', 'tent":"x"}'];

      postIn(await alice.send('POST', '/posts', { chunks }), 201);
    }),

    ...['POST', 'PUT', 'PATCH'].map((method) =>
      check(`${method} of over 100 KiB answers 413`, async ({ alice }) => {
        const path = method === 'POST' ? '/posts' : '/posts/:new';

        const answer = await alice.send(method, await fill(alice, path), {
          bytes: tooMuch,
        });

        isError(answer, 413);
      }),
    ),

    check(
      'POST /posts of over 100 KiB in chunks answers 413',
      async (roles) => {
        const chunks = [tooMuch.slice(0, 60_000), tooMuch.slice(60_000)];

        isError(await roles.alice.send('POST', '/posts', { chunks }), 413);
      },
    ),

    check('POST /posts of over 100 KiB unpacked is refused', async (roles) => {
      const answer = await roles.alice.send('POST', '/posts', {
        bytes: gzipSync(tooMuch),
        headers: { 'Content-Encoding': 'gzip' },
      });

      isError(answer, answer.status === 415 ? 415 : 413);
    }),

    ...paths.flatMap(([path, methods, wrong]) => [
      check(`OPTIONS ${path} answers 204 with Allow`, async ({ alice }) => {
        const answer = await alice.send('OPTIONS', await fill(alice, path));

        hasStatus(answer, 204);
        hasNoBody(answer);
        allows(answer, methods);
      }),

      ...wrong.map((method) =>
        check(`${method} ${path} answers 405 with Allow`, async ({ alice }) => {
          const answer = await alice.send(method, await fill(alice, path), {
            json: method.startsWith('P') ? hello : undefined,
          });

          isError(answer, 405);
          allows(answer, methods, method);
        }),
      ),
    ]),

    check('OPTIONS of an unknown path answers 404', async ({ visitor }) => {
      isError(await visitor.send('OPTIONS', '/nowhere'), 404);
    }),

    ...twiceWrong.map(([first, then, method, path, sending, status]) =>
      check(
        `${method} ${path} checks ${first} before ${then}`,
        async ({ alice }) => {
          const filled = await fill(alice, path);

          isError(await alice.send(method, filled, sending), status);
        },
      ),
    ),

    check('every response has a request id of its own', async ({ alice }) => {
      const answers = [
        await alice.get('/health'),
        await alice.get('/health'),
        await alice.post('/posts', hello),
        await alice.delete(await fill(alice, '/posts/:new')),
        await alice.send('OPTIONS', '/posts'),
        await alice.get('/nowhere'),
      ];

      const seen = new Set<string>();
      for (const answer of answers) {
        const id = headerOf(answer, 'X-Request-Id');
        promise(!seen.has(id), answer, 'an X-Request-Id of its own', id);
        seen.add(id);
      }
    }),

    ...goodIds.map((id) =>
      check(
        `GET with the X-Request-Id ${id} echoes it`,
        async ({ visitor }) => {
          for (const path of ['/health', '/nowhere']) {
            const headers = { 'X-Request-Id': id };
            const answer = await visitor.get(path, { headers });

            const echoed = headerOf(answer, 'X-Request-Id');
            promise(
              echoed === id,
              answer,
              `X-Request-Id: ${id}`,
              `X-Request-Id: ${echoed}`,
            );
            if (answer.status === 404) carriesItsId(answer);
          }
        },
      ),
    ),

    check('GET with a malformed X-Request-Id gets another', async (roles) => {
      for (const id of badIds) {
        const headers = { 'X-Request-Id': id };
        const answer = await roles.visitor.get('/health', { headers });

        const made = headerOf(answer, 'X-Request-Id');
        promise(
          /^[\w.-]+$/.test(made) && made.length < id.length + 100,
          answer,
          'another X-Request-Id',
          made,
        );
        promise(made !== id, answer, 'another X-Request-Id', 'the same');
      }
    }),

    check('POST /posts with strange JSON answers 400 or 422', async (roles) => {
      for (const bytes of strange) {
        const answer = await roles.alice.send('POST', '/posts', { bytes });

        hasStatus(answer, 400, 422);
        isError(answer, answer.status);
      }
    }),

    check(
      'garbage on the wire does not end the process',
      async ({ visitor }) => {
        await Promise.all(garbage.map((text) => visitor.raw(text)));

        hasStatus(await visitor.get('/health'), 200);
      },
    ),

    check('a request cut off does not end the process', async ({ visitor }) => {
      for (const sent of [cutOff, cutOff.slice(0, -9), cutOff.slice(0, 40)]) {
        await visitor.raw(sent, { hangUp: true });

        hasStatus(await visitor.get('/health'), 200);
      }
    }),
  ],
};

/** A post as JSON of `length` bytes, filled up with spaces. */
function padded(length: number) {
  const json = JSON.stringify(bye);
  return json.padEnd(length);
}

/** `path` with the id of a new post, or of one that is no more. */
async function fill(alice: Client, path: string) {
  if (path.includes(':new')) {
    const { id } = await create(alice);
    return path.replace(':new', String(id));
  }
  return path.includes(':missing')
    ? path.replace('/posts/:missing', await missingPath(alice))
    : path;
}

function carriesItsId(answer: Answer) {
  const id = headerOf(answer, 'X-Request-Id');
  const { requestId } = answer.body as { requestId?: unknown };
  promise(requestId === id, answer, `requestId to be the X-Request-Id, ${id}`);
}

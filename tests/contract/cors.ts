import type { Answer, Client, Sending } from './client.ts';
import { allows, hasStatus, headerOf, isError, promise } from './judge.ts';
import { create, hello } from './posts.ts';
import { check, type Roles, type Suite } from './suite.ts';

/** The one origin that the server has in its list. */
const listed = 'https://app.example';

const strangers = [
  'https://evil.example',
  'null',
  'https://app.example.evil.com',
  'https://evilapp.example',
  'https://appxexample',
  'https://www.app.example',
  'https://app.example:8443',
  'http://app.example',
  'https://APP.example',
  'https://app.example/',
];

/** What is asked without a login: an answer of each kind. */
type Asked = [method: string, path: string, status: number, sending?: Sending];

const asked: Asked[] = [
  ['GET', '/', 200],
  ['HEAD', '/posts', 200],
  ['GET', '/posts', 200],
  ['GET', '/health/live', 200],
  ['OPTIONS', '/posts', 204],
  ['POST', '/posts', 400, { bytes: '{"title":' }],
  ['POST', '/auth/token', 400, { bytes: 'a=b', headers: form() }],
  ['GET', '/users/me', 401],
  ['GET', '/posts', 401, { headers: { Authorization: 'Bearer worthless' } }],
  ['GET', '/nowhere', 404],
  ['OPTIONS', '/nowhere', 404],
  ['DELETE', '/posts', 405],
  ['POST', '/posts', 413, { bytes: 'a'.repeat(100 * 1024 + 1) }],
  ['POST', '/posts', 415, { bytes: 'a', headers: { 'Content-Type': 'a/b' } }],
  ['GET', '/posts/abc', 422],
];

const security: [name: string, value: string][] = [
  ['X-Content-Type-Options', 'nosniff'],
  ['X-Frame-Options', 'DENY'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Referrer-Policy', 'no-referrer'],
];

/** Row 15 of the API's promises. */
export const cors: Suite = {
  feature: 'cors',
  note: `Asks for pages of ${listed}: start the server with CORS_ORIGINS=${listed}`,
  checks: [
    ...asked.map((row) =>
      check(`${nameOf(row)} has the security headers`, async ({ visitor }) =>
        isSecured(await ask(visitor, row)),
      ),
    ),

    ...asked.map((row) =>
      check(
        `${nameOf(row)} may be read by a page of ${listed}`,
        async ({ visitor }) => isFor(await ask(visitor, row, listed), listed),
      ),
    ),

    ...asked.map((row) =>
      check(`${nameOf(row)} varies with the origin`, async ({ visitor }) => {
        for (const origin of [undefined, listed, 'https://evil.example'])
          varies(await ask(visitor, row, origin));
      }),
    ),

    ...strangers.map((origin) =>
      check(`a page of ${origin} may read nothing`, async (roles) => {
        for (const answer of await everything(roles, origin))
          isForNobody(answer);
      }),
    ),

    check('nobody in particular is told of an origin', async (roles) => {
      for (const answer of await everything(roles)) isForNobody(answer);
    }),

    check('what alice writes has the security headers', async (roles) => {
      const answers = await writes(roles.alice, listed);

      for (const answer of answers) {
        isSecured(answer);
        isFor(answer, listed);
        varies(answer);
      }
    }),

    ...['POST', 'PUT', 'PATCH', 'DELETE'].map((method) =>
      check(`OPTIONS before a ${method} allows it`, async (roles) => {
        const path = method === 'POST' ? '/posts' : '/posts/1';

        const answer = await preflight(roles.visitor, path, method, listed);

        hasStatus(answer, 204);
        isFor(answer, listed);
        allows(answer, [method]);
        names(answer, 'Access-Control-Allow-Methods', method);
        // A * stands for all headers but Authorization: the Fetch standard, 3.3.3.
        names(answer, 'Access-Control-Allow-Headers', 'Authorization');
        names(answer, 'Access-Control-Allow-Headers', 'Content-Type');
      }),
    ),

    check('a page may read the headers that clients need', async (roles) => {
      const answer = await ask(roles.visitor, ['GET', '/posts', 200], listed);

      for (const name of [
        'Link',
        'Location',
        'Retry-After',
        'WWW-Authenticate',
        'X-Request-Id',
        'X-Total-Count',
      ])
        names(answer, 'Access-Control-Expose-Headers', name);
    }),
  ],
};

function form() {
  return { 'Content-Type': 'application/x-www-form-urlencoded' };
}

function nameOf([method, path, status]: Asked) {
  return `${method} ${path}, which answers ${status},`;
}

async function ask(
  visitor: Client,
  [method, path, status, sending]: Asked,
  origin?: string,
) {
  const headers = { ...sending?.headers, ...(origin && { Origin: origin }) };
  const answer = await visitor.send(method, path, { ...sending, headers });

  if (status < 400 || method === 'OPTIONS') hasStatus(answer, status);
  else if (path !== '/auth/token') isError(answer, status);
  return answer;
}

function preflight(
  visitor: Client,
  path: string,
  method: string,
  origin: string,
) {
  return visitor.send('OPTIONS', path, {
    headers: {
      Origin: origin,
      'Access-Control-Request-Method': method,
      'Access-Control-Request-Headers': 'authorization,content-type',
    },
  });
}

async function writes(alice: Client, origin?: string) {
  const headers = { ...(origin && { Origin: origin }) };
  const { id } = await create(alice);
  return [
    await alice.send('POST', '/posts', { json: hello, headers }),
    await alice.send('PUT', `/posts/${id}`, { json: hello, headers }),
    await alice.send('DELETE', `/posts/${id}`, { headers }),
  ];
}

async function everything({ visitor, alice }: Roles, origin?: string) {
  const answers: Answer[] = [];
  for (const row of asked) answers.push(await ask(visitor, row, origin));
  if (origin)
    answers.push(await preflight(visitor, '/posts/1', 'PATCH', origin));

  return [...answers, ...(await writes(alice, origin))];
}

function isSecured(answer: Answer) {
  for (const [name, value] of security) {
    const got = headerOf(answer, name);
    promise(
      got.toLowerCase() === value.toLowerCase(),
      answer,
      `${name}: ${value}`,
      `${name}: ${got}`,
    );
  }

  const policy = headerOf(answer, 'Content-Security-Policy');
  const directives = policy.split(';').map((directive) => directive.trim());
  for (const wanted of ["default-src 'none'", "frame-ancestors 'none'"])
    promise(
      directives.includes(wanted),
      answer,
      `Content-Security-Policy to have ${wanted}`,
      policy,
    );

  const framework = answer.headers['x-powered-by'];
  promise(
    framework === undefined,
    answer,
    'no X-Powered-By',
    String(framework),
  );
}

function isFor(answer: Answer, origin: string) {
  const allowed = headerOf(answer, 'Access-Control-Allow-Origin');
  promise(
    allowed === origin,
    answer,
    `Access-Control-Allow-Origin: ${origin}`,
    allowed,
  );
}

function isForNobody(answer: Answer) {
  for (const name of ['Allow-Origin', 'Allow-Credentials']) {
    const value = answer.headers[`access-control-${name.toLowerCase()}`];
    promise(
      value === undefined,
      answer,
      `no Access-Control-${name}`,
      String(value),
    );
  }
}

function varies(answer: Answer) {
  const vary = headerOf(answer, 'Vary');
  const named = vary.toLowerCase().split(/\s*,\s*/);
  promise(
    named.includes('origin') || named.includes('*'),
    answer,
    'Vary to name Origin',
    `Vary: ${vary}`,
  );
}

function names(answer: Answer, header: string, wanted: string) {
  const value = headerOf(answer, header);
  promise(
    value
      .toLowerCase()
      .split(/\s*,\s*/)
      .includes(wanted.toLowerCase()),
    answer,
    `${header} to name ${wanted}`,
    `${header}: ${value}`,
  );
}

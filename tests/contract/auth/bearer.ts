import { type Sending } from '../client.ts';
import { forgeriesOf } from './forgeries.ts';
import {
  hasStatus,
  headerOf,
  holds,
  isError,
  postIn,
  promise,
} from '../judge.ts';
import { logIn, register, tokenIn } from '../people.ts';
import { create, hello } from '../posts.ts';
import { check, type Check } from '../suite.ts';
import {
  credentialsOf,
  formOf,
  demandsBearer,
  isInvalid,
  worthless,
} from './judge.ts';

const needsLogin: [method: string, path: string][] = [
  ['POST', '/posts'],
  ['PUT', '/posts/1'],
  ['PATCH', '/posts/1'],
  ['DELETE', '/posts/1'],
  ['GET', '/users/me'],
  ['HEAD', '/users/me'],
  ['PATCH', '/users/me'],
  ['DELETE', '/users/me'],
  ['PATCH', '/users/me/password'],
];

/** Who may do what, and what a token is worth. */
export const bearer: Check[] = [
  ...needsLogin.map(([method, path]) =>
    check(`${method} ${path} of nobody answers 401`, async ({ visitor }) => {
      const answer = await visitor.send(method, path);

      if (method === 'HEAD') hasStatus(answer, 401);
      else isError(answer, 401);
      demandsBearer(answer);
      promise(
        !headerOf(answer, 'WWW-Authenticate').includes('error='),
        answer,
        'no error in WWW-Authenticate where no token was sent',
        headerOf(answer, 'WWW-Authenticate'),
      );
    }),
  ),

  check('a visitor changes no post', async ({ visitor, alice }) => {
    const post = await create(alice);
    const path = `/posts/${post.id}`;

    hasStatus(await visitor.put(path, { ...hello, published: false }), 401);
    hasStatus(await visitor.patch(path, { title: 'Mine' }), 401);
    hasStatus(await visitor.delete(path), 401);

    holds(await visitor.get(path), { ...post });
  }),

  check('a token that is worth nothing answers 401', async (roles) => {
    const post = await create(roles.alice);
    const { id } = await register(roles.visitor);
    const requests: [string, string][] = [
      ['GET', '/'],
      ['GET', '/other_endpoint'],
      ['GET', '/posts'],
      ['GET', `/posts/${post.id}`],
      ['GET', `/users/${id}`],
      ['POST', '/users'],
      ...needsLogin,
    ];

    for (const [method, path] of requests)
      isInvalid(await roles.visitor.send(method, path, { headers: worthless }));
  }),

  check('health looks at no token', async ({ visitor }) => {
    for (const path of ['/health', '/health/live', '/health/ready'])
      hasStatus(await visitor.get(path, { headers: worthless }), 200);
  }),

  check('a login looks at no token', async ({ visitor }) => {
    const user = await register(visitor);
    const stale = visitor.with({ headers: worthless });

    tokenIn(await stale.post('/auth/login', credentialsOf(user)));
    tokenIn(await stale.send('POST', '/auth/token', formOf(user)));
  }),

  check('a forged token answers 401', async ({ visitor }) => {
    const [user, other] = [await register(visitor), await register(visitor)];
    const { Authorization } = await logIn(visitor, user);
    const token = Authorization.replace('Bearer ', '');

    for (const [fault, forged] of forgeriesOf(token, other.id)) {
      const headers = { Authorization: `Bearer ${forged}` };
      const answer = await visitor.get('/users/me', { headers });
      isInvalid(answer, `a token with ${fault}`);
    }
  }),

  check('credentials of another form answer 401', async ({ visitor }) => {
    const user = await register(visitor);
    const { Authorization } = await logIn(visitor, user);
    const token = Authorization.replace('Bearer ', '');
    const basic = Buffer.from(`${user.email}:${user.password}`);

    for (const wrong of [
      token,
      'Bearer',
      `Bearer ${token} x`,
      `Bearer ${token}, Bearer ${token}`,
      `Token ${token}`,
      `Basic ${basic.toString('base64')}`,
      `Bearer ${'a'.repeat(8000)}`,
    ])
      isInvalid(
        await visitor.get('/users/me', { headers: { Authorization: wrong } }),
      );
  }),

  check('the scheme is read in any case', async ({ visitor }) => {
    const user = await register(visitor);
    const { Authorization } = await logIn(visitor, user);

    for (const scheme of ['bearer', 'BEARER']) {
      const headers = {
        Authorization: Authorization.replace('Bearer', scheme),
      };
      holds(await visitor.get('/users/me', { headers }), { id: user.id });
    }
  }),

  check('a token is taken from the header alone', async ({ visitor }) => {
    const { Authorization } = await logIn(visitor, await register(visitor));
    const token = Authorization.replace('Bearer ', '');

    for (const path of ['/users/me', '/posts'])
      hasStatus(
        await visitor.get(`${path}?access_token=${token}`),
        401,
        422,
        400,
      );
  }),

  check('who one is comes before what one sends', async ({ visitor }) => {
    isError(await visitor.post('/posts', { title: 7 }), 401);
    isError(await visitor.patch('/posts/x', {}), 401);
  }),

  check('how it was sent, path and method come first', async (roles) => {
    const { visitor } = roles;
    const send = (method: string, path: string, sending: Sending = {}) =>
      visitor.send(method, path, {
        ...sending,
        headers: { ...worthless, ...sending.headers },
      });

    isError(await send('POST', '/posts', { bytes: '{' }), 400);
    const headers = { 'Content-Type': 'text/plain' };
    isError(await send('POST', '/posts', { bytes: 'x', headers }), 415);
    isError(await send('GET', '/nowhere'), 404);
    isError(await send('PUT', '/users/me', { json: {} }), 405);
  }),

  check('whoever logs in writes posts', async ({ visitor }) => {
    const headers = await logIn(visitor, await register(visitor));

    const answer = await visitor.send('POST', '/posts', {
      json: hello,
      headers,
    });

    const { id } = postIn(answer, 201);
    hasStatus(await visitor.send('DELETE', `/posts/${id}`, { headers }), 204);
  }),
];

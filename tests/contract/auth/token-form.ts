import {
  allows,
  hasNoBody,
  hasStatus,
  holds,
  isError,
  promise,
} from '../judge.ts';
import { newPassword, register, somebody, tokenIn } from '../people.ts';
import { check, type Check } from '../suite.ts';
import {
  formOf,
  asForm,
  isTokenAnswer,
  isOAuthError,
  comparable,
} from './judge.ts';

const wrongForms: [what: string, form: string, error: string][] = [
  ['nothing in it', '', 'invalid_request'],
  [
    'no grant_type',
    'username=a%40example.com&password=abcdefgh',
    'invalid_request',
  ],
  ['no username', 'grant_type=password&password=abcdefgh', 'invalid_request'],
  [
    'no password',
    'grant_type=password&username=a%40example.com',
    'invalid_request',
  ],
  [
    'an empty password',
    'grant_type=password&username=a%40example.com&password=',
    'invalid_request',
  ],
  [
    'two passwords',
    'grant_type=password&username=a%40example.com&password=x&password=y',
    'invalid_request',
  ],
  [
    'another grant',
    'grant_type=client_credentials&username=a%40example.com&password=x',
    'unsupported_grant_type',
  ],
];

/** What `POST /auth/token` promises: RFC 6749, and not the errors of this API. */
export const tokenForm: Check[] = [
  check('POST /auth/token answers a token', async ({ visitor }) => {
    const user = await register(visitor);

    const answer = await visitor.send('POST', '/auth/token', formOf(user));

    isTokenAnswer(answer);
    const Authorization = `Bearer ${tokenIn(answer)}`;
    const me = await visitor.get('/users/me', { headers: { Authorization } });
    holds(me, { id: user.id });
  }),

  check(
    'POST /auth/token ignores parameters it does not know',
    async ({ visitor }) => {
      const user = await register(visitor);
      const form = formOf(user, { client_id: 'swagger', scope: '', x: '1' });

      tokenIn(await visitor.send('POST', '/auth/token', form));
    },
  ),

  check(
    'POST /auth/token answers a wrong password as it does an unknown address',
    async ({ visitor }) => {
      const { email } = await register(visitor);
      const send = (email: string) =>
        visitor
          .with({ headers: { 'X-Request-Id': 'same' } })
          .send(
            'POST',
            '/auth/token',
            formOf({ email, password: newPassword() }),
          );

      const wrong = await send(email);
      const unknown = await send(somebody().email);

      isOAuthError(wrong, 'invalid_grant');
      isOAuthError(unknown, 'invalid_grant');
      promise(
        comparable(unknown) === comparable(wrong),
        unknown,
        `the answer to a wrong password, ${comparable(wrong)}`,
        comparable(unknown),
      );
    },
  ),

  ...wrongForms.map(([what, form, error]) =>
    check(`POST /auth/token with ${what} answers ${error}`, async (roles) => {
      const answer = await roles.visitor.send(
        'POST',
        '/auth/token',
        asForm(form),
      );

      isOAuthError(answer, error);
    }),
  ),

  check('POST /auth/token takes no JSON', async ({ visitor }) => {
    const { email, password } = await register(visitor);

    const answer = await visitor.post('/auth/token', {
      grant_type: 'password',
      username: email,
      password,
    });

    hasStatus(answer, 400, 415);
  }),

  check('OPTIONS /auth/token answers 204 with Allow', async (roles) => {
    const answer = await roles.visitor.send('OPTIONS', '/auth/token');

    hasStatus(answer, 204);
    hasNoBody(answer);
    allows(answer, ['POST', 'OPTIONS']);
  }),

  check('GET /auth/token answers 405 with Allow', async ({ visitor }) => {
    const answer = await visitor.get('/auth/token');

    isError(answer, 405);
    allows(answer, ['POST', 'OPTIONS'], 'GET');
  }),
];

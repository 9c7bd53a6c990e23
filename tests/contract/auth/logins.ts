import { type Answer } from '../client.ts';
import { isJwt } from './forgeries.ts';
import { hasStatus, headerOf, isError, promise, refuses } from '../judge.ts';
import {
  logIn,
  newPassword,
  register,
  somebody,
  tokenIn,
  userIn,
} from '../people.ts';
import { check, type Check } from '../suite.ts';
import {
  credentialsOf,
  isTokenAnswer,
  demandsBearer,
  isMinimal,
  comparable,
} from './judge.ts';

const wrongLogins: [what: string, sent: object, field: string][] = [
  ['no e-mail', { email: undefined }, 'email'],
  ['text that is no address', { email: 'carol' }, 'email'],
  ['no password', { password: undefined }, 'password'],
  ['a number for a password', { password: 12345678 }, 'password'],
  ['a member nobody knows', { remember: true }, 'remember'],
];

/** What `POST /auth/login` promises. */
export const logins: Check[] = [
  check('POST /auth/login answers a token', async ({ visitor }) => {
    const answer = await visitor.post(
      '/auth/login',
      credentialsOf(await register(visitor)),
    );

    isTokenAnswer(answer);
  }),

  check('a token says no more than it must', async ({ visitor }) => {
    const user = await register(visitor);
    const answer = await visitor.post('/auth/login', credentialsOf(user));

    const token = tokenIn(answer);
    if (isJwt(token)) isMinimal(answer, token, user);
  }),

  check('a login takes the address in any case', async ({ visitor }) => {
    const { email, password } = await register(visitor);

    const sent = { email: ` ${email.toUpperCase()} `, password };

    tokenIn(await visitor.post('/auth/login', sent));
  }),

  check(
    'a wrong password and an unknown address get one answer',
    async ({ visitor }) => {
      const { email } = await register(visitor);
      const patient = visitor.with({ headers: { 'X-Request-Id': 'same' } });
      const send = (email: string) =>
        patient.post('/auth/login', { email, password: newPassword() });

      const wrong = await send(email);
      const unknown = await send(somebody().email);

      for (const answer of [wrong, unknown]) {
        isError(answer, 401);
        demandsBearer(answer);
      }
      promise(
        comparable(unknown) === comparable(wrong),
        unknown,
        `the answer to a wrong password, ${comparable(wrong)}`,
        comparable(unknown),
      );
    },
  ),

  check(
    'a wrong password and an unknown address take the same time',
    async ({ visitor }) => {
      const { email } = await register(visitor);
      const times: [unknown: number, wrong: number][] = [];
      let last: Answer | undefined;
      const time = async (email: string) => {
        const start = performance.now();
        const password = newPassword();
        last = await visitor.post('/auth/login', { email, password });
        return performance.now() - start;
      };

      for (let count = 0; count < 3; count += 1)
        times.push([await time(somebody().email), await time(email)]);

      const [unknown = 0, wrong = 0] = [0, 1].map((which) =>
        Math.round(times.map((pair) => pair[which] ?? 0).sort(byValue)[1] ?? 0),
      );
      // One may be twice the other on a busy machine; a hash that is left out shows more than that.
      const isClose =
        Math.abs(unknown - wrong) < 50 ||
        Math.max(unknown, wrong) < 2 * Math.min(unknown, wrong);
      if (last)
        promise(
          isClose,
          last,
          'to take as long for an unknown address as for a wrong password',
          `${unknown} ms and ${wrong} ms`,
        );
    },
  ),

  check('nothing but the whole password is right', async ({ visitor }) => {
    const password = newPassword().repeat(4).slice(0, 72);
    const { email } = await register(visitor, { ...somebody(), password });

    const longer = { email, password: `${password}a` };

    isError(await visitor.post('/auth/login', longer), 401);
    tokenIn(await visitor.post('/auth/login', { email, password }));
  }),

  ...wrongLogins.map(([what, wrong, field]) =>
    check(`POST /auth/login with ${what} answers 422`, async (roles) => {
      const { email, password } = somebody();

      const sent = { email, password, ...wrong };

      refuses(await roles.visitor.post('/auth/login', sent), field);
    }),
  ),

  check('errors of a login quote no password', async ({ visitor }) => {
    const { email } = somebody();
    const password = newPassword();

    const answers = [
      await visitor.post('/auth/login', { email: 'carol', password }),
      await visitor.post('/auth/login', { email, password, admin: true }),
      await visitor.send('POST', '/auth/login', {
        bytes: JSON.stringify({ email, password }).slice(0, -1),
      }),
    ];

    for (const answer of answers)
      promise(
        !answer.text.includes(password),
        answer,
        'no password in the answer',
      );
  }),

  check('too many tries at once answer 429', async ({ visitor }) => {
    const user = await register(visitor);
    const headers = await logIn(visitor, user);
    const { email } = user;
    const hasty = visitor.with({ waits: false, timeout: 30_000 });

    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        hasty.post('/auth/login', { email, password: newPassword() }),
      ),
    );

    for (const answer of answers) hasStatus(answer, 401, 429);
    const refused = answers.find(({ status }) => status === 429);
    for (const answer of answers.slice(-1))
      promise(!!refused, answer, 'a 429 among eight wrong passwords');
    if (!refused) return;
    isError(refused, 429);
    const seconds = Number(headerOf(refused, 'Retry-After'));
    promise(
      seconds > 0 && seconds <= 3600,
      refused,
      'a Retry-After of at most an hour',
      `Retry-After: ${headerOf(refused, 'Retry-After')}`,
    );
    // Whoever is logged in already notices nothing.
    userIn(await visitor.get('/users/me', { headers }));
  }),
];

function byValue(one: number, other: number) {
  return one - other;
}

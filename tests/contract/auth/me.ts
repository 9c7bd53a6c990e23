import { type Client } from '../client.ts';
import {
  hasNoBody,
  hasStatus,
  holds,
  isDate,
  isError,
  promise,
  refuses,
} from '../judge.ts';
import {
  keepsSecret,
  logIn,
  newPassword,
  register,
  somebody,
  tokenIn,
  userIn,
} from '../people.ts';
import { hello } from '../posts.ts';
import { check, type Check, type Roles } from '../suite.ts';
import { credentialsOf, isInvalid } from './judge.ts';

const wrongPasswords: [what: string, password: string][] = [
  ['a short one', newPassword().slice(0, 7)],
  ['a common one', 'password123'],
  ['73 bytes', newPassword().repeat(4).slice(0, 73)],
];

const wrongChanges: [what: string, sent: object][] = [
  ['nothing in it', {}],
  ['a blank name', { name: ' ' }],
  ['no address', { email: 'carol' }],
  ['a password', { name: 'Karol', password: newPassword() }],
  ['a hash', { name: 'Karol', passwordHash: 'x' }],
];

/** What people may read and change of themselves. */
export const me: Check[] = [
  check('GET /users/me shows whoever asks', async ({ visitor }) => {
    const user = await register(visitor);
    const headers = await logIn(visitor, user);

    const answer = await visitor.get('/users/me', { headers });

    userIn(answer);
    const { id, name, email, createdAt } = user;
    holds(answer, { id, name, email, createdAt });
    const { updatedAt } = answer.body as { updatedAt?: unknown };
    promise(isDate(updatedAt), answer, 'updatedAt to be a date');
    keepsSecret(answer, user.password);
  }),

  check('PATCH /users/me changes name and e-mail', async (roles) => {
    const { user, me } = await member(roles);
    const { email } = somebody();

    const answer = await me.patch('/users/me', {
      name: 'Karol',
      email: email.toUpperCase(),
    });

    userIn(answer);
    holds(answer, { id: user.id, name: 'Karol', email });
    holds(await roles.visitor.get(`/users/${user.id}`), { name: 'Karol' });
    const { password } = user;
    tokenIn(await roles.visitor.post('/auth/login', { email, password }));
  }),

  check('PATCH /users/me takes one of them', async (roles) => {
    const { user, me } = await member(roles);
    const { id, email } = user;

    const answer = await me.patch('/users/me', { name: 'Karol' });

    holds(answer, { id, name: 'Karol', email });
  }),

  check('what was read of oneself can be sent back', async (roles) => {
    const { me } = await member(roles);
    const read = await me.get('/users/me');

    const answer = await me.patch('/users/me', read.body);

    const { id, name, email, createdAt } = read.body as Record<string, unknown>;
    holds(answer, { id, name, email, createdAt });
  }),

  check('PATCH /users/me to an address of another answers 409', async (r) => {
    const { me } = await member(r);
    const { email } = await register(r.visitor);

    isError(await me.patch('/users/me', { email: email.toUpperCase() }), 409);
  }),

  ...wrongChanges.map(([what, sent]) =>
    check(`PATCH /users/me with ${what} answers 422`, async (roles) => {
      const { me } = await member(roles);

      isError(await me.patch('/users/me', sent), 422);
    }),
  ),

  check('DELETE /users/me leaves nobody behind', async (roles) => {
    const { user, me } = await member(roles);
    const { visitor } = roles;

    hasStatus(await me.delete('/users/me'), 204);

    isInvalid(await me.get('/users/me'));
    isInvalid(await me.post('/posts', hello));
    isError(await visitor.get(`/users/${user.id}`), 404);
    isError(await visitor.post('/auth/login', credentialsOf(user)), 401);
    const { name, email, password } = user;
    await register(visitor, { name, email, password });
  }),

  check('DELETE /users/me deletes nobody else', async (roles) => {
    const { me } = await member(roles);
    const { user } = await member(roles);

    await me.delete('/users/me');

    userIn(await roles.visitor.get(`/users/${user.id}`));
  }),

  check('a new password takes the place of the old one', async (roles) => {
    const { user, me } = await member(roles);
    const { visitor } = roles;
    const { email, password: oldPassword } = user;
    const password = newPassword();

    const answer = await me.patch('/users/me/password', {
      oldPassword,
      newPassword: password,
    });

    hasStatus(answer, 204);
    hasNoBody(answer);
    tokenIn(await visitor.post('/auth/login', { email, password }));
    const old = { email, password: oldPassword };
    isError(await visitor.post('/auth/login', old), 401);
  }),

  check('a new password needs the old one', async (roles) => {
    const { user, me } = await member(roles);
    const path = '/users/me/password';
    const chosen = newPassword();
    const wrong = { oldPassword: newPassword(), newPassword: chosen };

    const answer = await me.patch(path, wrong);

    refuses(answer, 'oldPassword');
    promise(
      !answer.text.includes(wrong.oldPassword) && !answer.text.includes(chosen),
      answer,
      'no password in the answer',
    );
    refuses(await me.patch(path, { newPassword: chosen }), 'oldPassword');
    tokenIn(await roles.visitor.post('/auth/login', credentialsOf(user)));
  }),

  ...wrongPasswords.map(([what, chosen]) =>
    check(`a new password that is ${what} answers 422`, async (roles) => {
      const { user, me } = await member(roles);

      const answer = await me.patch('/users/me/password', {
        oldPassword: user.password,
        newPassword: chosen,
      });

      refuses(answer, 'newPassword');
      tokenIn(await roles.visitor.post('/auth/login', credentialsOf(user)));
    }),
  ),
];

/** Somebody new, and a client that sends their token. */
async function member({ visitor }: Roles) {
  const user = await register(visitor);
  const me: Client = visitor.with({ headers: await logIn(visitor, user) });
  return { user, me };
}

import { randomInt, randomUUID } from 'node:crypto';
import {
  hasStatus,
  headerOf,
  holds,
  isError,
  promise,
  refuses,
} from './judge.ts';
import {
  keepsSecret,
  newPassword,
  register,
  somebody,
  userIn,
} from './people.ts';
import { check, type Suite } from './suite.ts';

const letters = some(20, 'abcdefghijklmnopqrstuvwxyz');

const wrong: [field: string, what: string, value: unknown][] = [
  ['name', 'null', null],
  ['name', 'a number', 42],
  ['name', 'empty text', ''],
  ['name', 'blank text', ' \n\t '],
  ['name', 'a NUL', 'a\0b'],
  ['name', 'half of an emoji', 'a\ud83d'],
  ['email', 'null', null],
  ['email', 'a number', 42],
  ['email', 'empty text', ''],
  ['email', 'no @', 'carol.example.com'],
  ['email', 'nobody', '@example.com'],
  ['email', 'no host', 'carol@'],
  ['email', 'two addresses', 'carol@example.com, dave@example.com'],
  ['email', 'a line break', 'carol@example.com\r\nBcc: dave@example.com'],
  ['password', 'null', null],
  ['password', 'a number', 1234567890123],
  ['password', 'empty text', ''],
  ['password', 'seven characters', newPassword().slice(0, 7)],
  ['password', 'seven emoji', '🐎🔋🧷🪐🫖🛶🥾'],
  ['password', '73 bytes', newPassword().repeat(4).slice(0, 73)],
  ['password', '37 letters of 74 bytes', 'éàüöäñçøå'.repeat(5).slice(0, 37)],
];

const common = [
  'password',
  '12345678',
  'qwertyuiop',
  'iloveyou',
  'sunshine',
  'Password123',
  'FOOTBALL',
];

const good: [what: string, password: string][] = [
  ['eight characters', newPassword().slice(0, 8)],
  ['eight emoji', '🐎🔋🧷🪐🫖🛶🥾🧦'],
  ['72 bytes', newPassword().repeat(4).slice(0, 72)],
  ['36 letters of 72 bytes', 'éàüöäñçøå'.repeat(4)],
  ['small letters alone', letters],
  ['capital letters alone', letters.toUpperCase()],
  ['digits alone', some(20, '0123456789')],
  ['words and spaces', letters.replaceAll(/.{5}/g, '$& ').trim()],
];

const unknownMembers = ['admin', 'isAdmin', 'passwordHash', 'password_hash'];

const malformedIds: [what: string, id: string][] = [
  ['a number', '1'],
  ['a name', 'carol'],
  ['an e-mail address', 'carol@example.com'],
  ['a UUID and a digit', `${randomUUID()}0`],
  ['a UUID without its first digit', randomUUID().slice(1)],
  ['a UUID with a g', randomUUID().replace(/^./, 'g')],
  ['a space', '%20'],
];

/** Row 10 of the API's promises. */
export const users: Suite = {
  feature: 'users',
  checks: [
    check('POST /users answers 201 with the user', async ({ visitor }) => {
      const carol = somebody();

      const answer = await visitor.post('/users', carol);

      const { id } = userIn(answer, 201);
      const { name, email } = carol;
      holds(answer, { name, email });
      const path = visitor.pathOf(headerOf(answer, 'Location'), '/users');
      holds(await visitor.get(path), { id, name });
    }),

    check('POST /users shows no password and no hash', async ({ visitor }) => {
      const { answer, password } = await register(visitor);

      keepsSecret(answer, password);
    }),

    check('GET /users/:id shows a user', async ({ visitor }) => {
      const { id, name, createdAt, password } = await register(visitor);

      const answer = await visitor.get(`/users/${id}`);

      userIn(answer);
      holds(answer, { id, name, createdAt });
      keepsSecret(answer, password);
    }),

    check('GET /users/:id shows no e-mail', async (roles) => {
      const { id, email } = await register(roles.visitor);

      for (const client of [roles.visitor, roles.bob]) {
        const answer = await client.get(`/users/${id}`);

        userIn(answer);
        promise(!answer.text.includes(email), answer, 'no e-mail address');
      }
    }),

    check('GET /users shows users to no visitor', async ({ visitor }) => {
      const answer = await visitor.get('/users');

      hasStatus(answer, 401, 403, 404, 405);
    }),

    check('errors quote no password', async ({ visitor }) => {
      const { email } = await register(visitor);
      const password = newPassword();
      const short = password.slice(0, 7);
      const all = { ...somebody(), password };

      const answers = [
        await visitor.post('/users', { ...all, email }),
        await visitor.post('/users', { ...all, email: 'carol' }),
        await visitor.post('/users', { ...all, admin: true }),
        await visitor.post('/users', { ...all, password: short }),
        await visitor.post('/users', { ...all, password: password.repeat(4) }),
        await visitor.post('/users', { ...all, password: [password] }),
        await visitor.send('POST', '/users', {
          bytes: JSON.stringify(all).slice(0, -1),
        }),
      ];

      for (const answer of answers) {
        hasStatus(answer, 400, 409, 422);
        keepsSecret(answer, short);
      }
    }),

    check('POST /users with a taken address answers 409', async (roles) => {
      const { visitor } = roles;
      const { email } = await register(visitor);

      const answer = await visitor.post('/users', { ...somebody(), email });

      isError(answer, 409);
    }),

    check('an address is taken whatever its case', async ({ visitor }) => {
      const small = somebody();
      const large = { ...small, email: small.email.toUpperCase() };
      const mixed = small.email.replace('carol', 'Carol');

      await register(visitor, large);

      for (const email of [small.email, mixed, large.email]) {
        isError(await visitor.post('/users', { ...somebody(), email }), 409);
      }
    }),

    check('an address is not taken for another', async ({ visitor }) => {
      const person = somebody();
      const email = person.email.replace('carol', 'kim');
      await register(visitor, { ...person, email });

      // A Kelvin sign, which becomes a k in small letters, and is none.
      const other = email.replace('kim', '\u212aim');
      const answer = await visitor.post('/users', { ...person, email: other });

      hasStatus(answer, 201, 422);
    }),

    check('of twenty with one address, one is registered', async (roles) => {
      const { email } = somebody();
      const patient = roles.visitor.with({ timeout: 60_000 });

      const answers = await Promise.all(
        Array.from({ length: 20 }, () =>
          patient.post('/users', { ...somebody(), email }),
        ),
      );

      for (const answer of answers) hasStatus(answer, 201, 409);
      const count = answers.filter(({ status }) => status === 201).length;
      for (const answer of answers.slice(-1))
        promise(count === 1, answer, 'one 201 of twenty', `${count} of them`);
    }),

    ...wrong.map(([field, what, value]) =>
      check(`POST /users with ${what} as ${field} answers 422`, async (roles) =>
        refuses(
          await roles.visitor.post('/users', { ...somebody(), [field]: value }),
          field,
        ),
      ),
    ),

    ...common.map((password) =>
      check(
        `POST /users with the password ${password} answers 422`,
        async ({ visitor }) => {
          const answer = await visitor.post('/users', {
            ...somebody(),
            password,
          });

          refuses(answer, 'password');
        },
      ),
    ),

    ...good.map(([what, password]) =>
      check(`POST /users takes a password of ${what}`, async ({ visitor }) => {
        const answer = await visitor.post('/users', {
          ...somebody(),
          password,
        });

        userIn(answer, 201);
      }),
    ),

    check('POST /users with {} names each field', async ({ visitor }) => {
      const answer = await visitor.post('/users', {});

      refuses(answer, 'name', 'email', 'password');
    }),

    ...unknownMembers.map((member) =>
      check(`POST /users with ${member} answers 422`, async ({ visitor }) => {
        const sent = { ...somebody(), [member]: 'x' };

        refuses(await visitor.post('/users', sent), member);
      }),
    ),

    check('POST /users ignores an id and dates', async ({ visitor }) => {
      const id = randomUUID();
      const createdAt = '2000-01-01T00:00:00.000Z';
      const sent = { ...somebody(), id, createdAt, updatedAt: createdAt };

      const answer = await visitor.post('/users', sent);

      const user = userIn(answer, 201);
      promise(user.id !== id, answer, 'an id of its own');
      promise(user.createdAt !== createdAt, answer, 'a date of its own');
    }),

    ...malformedIds.map(([what, id]) =>
      check(`GET /users/:id with ${what} answers 422`, async ({ visitor }) => {
        refuses(await visitor.get(`/users/${id}`), 'id');
      }),
    ),

    check('GET /users/:id of nobody answers 404', async ({ visitor }) => {
      isError(await visitor.get(`/users/${randomUUID()}`), 404);
    }),

    check('GET /users/:id takes capital letters', async ({ visitor }) => {
      const { id } = await register(visitor);

      const answer = await visitor.get(`/users/${id.toUpperCase()}`);

      holds(answer, { id });
    }),
  ],
};

function some(length: number, signs: string) {
  return Array.from({ length }, () => signs[randomInt(signs.length)]).join('');
}

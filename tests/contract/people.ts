import { randomBytes } from 'node:crypto';
import { type Answer, type Client, shorten } from './client.ts';
import { hasStatus, isDate, isJson, promise } from './judge.ts';
import type { LogIn, Suite } from './suite.ts';

/** A user as anybody may see it. */
export interface User {
  id: string;
  name: string;
  createdAt: string;
}

/** RFC 9562, 4: whatever the version. */
const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** Names of members and forms of hashes that no answer has any use for. */
const secretMember = /"[^"]*(?:password|hash|salt)[^"]*"\s*:/i;
const hash = /\$(?:2[abxy]?|argon2\w*|scrypt|pbkdf2\S*|[156y])\$/;

/** Somebody whom nobody has registered yet, with a password that nobody else has. */
export function somebody() {
  const word = randomBytes(9).toString('hex');
  return {
    name: 'Carol',
    email: `carol.${word}@example.com`,
    password: newPassword(),
  };
}

/** Twenty letters and digits that stand on no list. */
export function newPassword() {
  return randomBytes(10).toString('hex');
}

/** Registers somebody and says who they are, and what came back. */
export async function register(visitor: Client, person = somebody()) {
  const answer = await visitor.post('/users', person);
  return { ...person, ...userIn(answer, 201), answer };
}

/** Logs somebody in, and gives the headers that say who they are. */
export async function logIn(
  visitor: Client,
  { email, password }: { email: string; password: string },
) {
  const answer = await visitor.post('/auth/login', { email, password });
  return { Authorization: `Bearer ${tokenIn(answer)}` };
}

/** The access token in the body (RFC 6749, 5.1). */
export function tokenIn(answer: Answer) {
  hasStatus(answer, 200);
  isJson(answer);
  const { access_token: token } = Object(answer.body) as {
    access_token?: unknown;
  };
  promise(
    typeof token === 'string' && /^[\w.~+/-]+=*$/.test(token),
    answer,
    'access_token to be a token',
  );
  return String(token);
}

/** How alice and bob become known to a server that keeps the promises of `suites`: not at all before there is a login. */
export function logInFor(suites: Suite[]): LogIn {
  const hasLogin = suites.some(({ feature }) => feature === 'login');

  return hasLogin
    ? async (visitor) => logIn(visitor, await register(visitor))
    : async () => ({});
}

/** The user in the body, with all that anybody may see. */
export function userIn(answer: Answer, status = 200): User {
  hasStatus(answer, status);
  isJson(answer);
  const user = Object(answer.body) as Record<keyof User, unknown>;

  promise(uuid.test(String(user.id)), answer, 'id to be a UUID');
  promise(typeof user.name === 'string', answer, 'name to be text');
  promise(
    isDate(user.createdAt),
    answer,
    'createdAt to be a date in ISO 8601, UTC',
  );
  return answer.body as User;
}

/** Throws when an answer quotes `password`, or holds anything like a hash. */
export function keepsSecret(answer: Answer, password: string) {
  const all = `${JSON.stringify(answer.headers)}\n${answer.text}`;
  const got = `${answer.status} ${shorten(answer.text, 400)}`;

  promise(!all.includes(password), answer, 'no password in the answer', got);
  promise(!hash.test(all), answer, 'no hash in the answer', got);
  promise(
    !secretMember.test(answer.text),
    answer,
    'no member for a password, a hash or a salt',
    got,
  );
}

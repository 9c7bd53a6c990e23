import { type Answer, type Sending } from '../client.ts';
import { readJwt } from './forgeries.ts';
import { hasStatus, headerOf, holds, isJson, promise } from '../judge.ts';
import { tokenIn } from '../people.ts';

export interface Credentials {
  email: string;
  password: string;
}

export function credentialsOf({ email, password }: Credentials) {
  return { email, password };
}

export function formOf({ email, password }: Credentials, more: object = {}) {
  const form = { grant_type: 'password', username: email, password, ...more };
  return asForm(new URLSearchParams(Object.entries(form)).toString());
}

export function asForm(bytes: string): Sending {
  return {
    bytes,
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
  };
}

/** RFC 6749, 5.1. */
export function isTokenAnswer(answer: Answer) {
  tokenIn(answer);
  const { token_type: type, expires_in: seconds } = answer.body as {
    token_type?: unknown;
    expires_in?: unknown;
  };
  promise(
    String(type).toLowerCase() === 'bearer',
    answer,
    'token_type to be Bearer',
  );
  promise(
    Number.isSafeInteger(seconds) && Number(seconds) > 0,
    answer,
    'expires_in to be a number of seconds',
  );
  isNotStored(answer);
}

/** RFC 6749, 5.2. */
export function isOAuthError(answer: Answer, error: string) {
  hasStatus(answer, 400);
  isJson(answer);
  holds(answer, { error });
  const { success, error_description: description } = answer.body as {
    success?: unknown;
    error_description?: unknown;
  };
  promise(
    description === undefined || typeof description === 'string',
    answer,
    'error_description to be text',
  );
  promise(success === undefined, answer, 'no members of other errors');
  isNotStored(answer);
}

function isNotStored(answer: Answer) {
  promise(
    /\bno-store\b/i.test(headerOf(answer, 'Cache-Control')),
    answer,
    'Cache-Control: no-store',
    `Cache-Control: ${answer.headers['cache-control']}`,
  );
}

/** RFC 6750, 3. */
export function demandsBearer(answer: Answer) {
  const challenge = headerOf(answer, 'WWW-Authenticate');
  promise(
    /^Bearer\b/i.test(challenge),
    answer,
    'WWW-Authenticate: Bearer',
    `WWW-Authenticate: ${challenge}`,
  );
}

/** The answer to a token that is worth nothing (RFC 6750, 3.1). */
export function isInvalid(answer: Answer, what = 'credentials worth nothing') {
  promise(answer.status === 401, answer, `401 for ${what}`);
  demandsBearer(answer);
  const challenge = headerOf(answer, 'WWW-Authenticate');
  promise(
    /error="invalid_token"/.test(challenge),
    answer,
    'error="invalid_token" in WWW-Authenticate',
    `WWW-Authenticate: ${challenge}`,
  );
}

/** What a JWT must say (RFC 7519, 4.1), and that it says nothing about a person. */
export function isMinimal(
  answer: Answer,
  token: string,
  { id, name, email, password }: Record<string, unknown>,
) {
  const { header, payload } = readJwt(token);
  const text = JSON.stringify(payload);
  const { sub, iss, aud, exp, iat } = payload as Record<string, number>;
  const { expires_in: seconds } = answer.body as { expires_in?: number };
  const say = (kept: boolean, expected: string) =>
    promise(kept, answer, expected, `${JSON.stringify(header)} ${text}`);

  say(
    typeof header['alg'] === 'string' && header['alg'] !== 'none',
    'a token with an algorithm',
  );
  say(String(sub) === id, 'sub to be the id');
  say(iss !== undefined, 'an iss in the token');
  say(aud !== undefined, 'an aud in the token');
  say(typeof exp === 'number', 'an exp in the token');
  say(
    iat === undefined || Math.abs(Number(exp) - iat - Number(seconds)) <= 2,
    'exp and expires_in to say the same',
  );
  for (const secret of [name, email, password])
    say(!text.includes(String(secret)), 'nothing about the user but the id');
}

/** All that one answer could differ by from another. */
export function comparable({ status, text, headers }: Answer) {
  return JSON.stringify({ status, text, headers: { ...headers, date: '' } });
}

/** What a server has never issued. */
export const worthless = { Authorization: 'Bearer a.b.c' };

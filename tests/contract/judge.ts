import { type Answer, ContractError, shorten } from './client.ts';

export interface Post {
  id: number;
  title: string;
  content: string;
  published: boolean;
  createdAt: string;
  updatedAt: string;
}

/** ISO 8601 in UTC, as RFC 3339 writes it. */
const date = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|\+00:00)$/;

/** Throws unless `kept`. `expected` completes "expected …"; `got` is the answer unless said. */
export function promise(
  kept: boolean,
  answer: Answer,
  expected: string,
  got = describe(answer),
) {
  if (kept) return;

  throw new ContractError(
    `${answer.request}: expected ${expected}, got ${got}.`,
  );
}

/** Status and nothing else. */
export function hasStatus(answer: Answer, ...statuses: number[]) {
  promise(
    statuses.includes(answer.status),
    answer,
    `status ${statuses.join(' or ')}`,
  );
}

/** The value of a header; throws when the answer has none. */
export function headerOf(answer: Answer, name: string) {
  const value = answer.headers[name.toLowerCase()];
  promise(
    typeof value === 'string' && value !== '',
    answer,
    `a header ${name}`,
    `${answer.status} without it`,
  );
  return String(value);
}

export function isJson(answer: Answer) {
  const type = headerOf(answer, 'Content-Type');
  promise(
    /^application\/([\w.-]+\+)?json\s*(;|$)/i.test(type),
    answer,
    'JSON',
    `Content-Type: ${type}`,
  );
  promise(answer.body !== undefined, answer, 'a body that is JSON');
}

export function hasNoBody(answer: Answer) {
  promise(answer.text === '', answer, 'no body');
}

/** Every one of `members`, by value; the body may hold more. */
export function holds(answer: Answer, members: object) {
  isJson(answer);
  const body = Object(answer.body) as Record<string, unknown>;

  for (const [name, value] of Object.entries(members)) {
    promise(
      JSON.stringify(body[name]) === JSON.stringify(value),
      answer,
      `${name} to be ${shorten(JSON.stringify(value))}`,
    );
  }
}

/** The post in the body, with all that a post must have. */
export function postIn(answer: Answer, status = 200): Post {
  hasStatus(answer, status);
  isJson(answer);
  isPost(answer, answer.body);
  return answer.body as Post;
}

/** The posts in the body: an array of posts, each with all that a post must have. */
export function postsIn(answer: Answer): Post[] {
  hasStatus(answer, 200);
  isJson(answer);
  promise(Array.isArray(answer.body), answer, 'an array');
  const posts = answer.body as Post[];
  for (const post of posts) isPost(answer, post);
  return posts;
}

/** An error with the members that every error of this API has. */
export function isError(answer: Answer, status: number) {
  hasStatus(answer, status);
  isJson(answer);
  const { success, error, message } = Object(answer.body) as Partial<
    Record<'success' | 'error' | 'message', unknown>
  >;
  promise(success === false, answer, 'success to be false');
  promise(error === status, answer, `error to be ${status}`);
  promise(
    typeof message === 'string' && message.trim() !== '',
    answer,
    'a message for people',
  );
}

/** A 422 whose details name each of `fields`. */
export function refuses(answer: Answer, ...fields: string[]) {
  isError(answer, 422);
  const { details } = answer.body as { details?: unknown };
  promise(
    Array.isArray(details) && details.length > 0,
    answer,
    'details with an entry for each wrong field',
  );

  const named = (details as unknown[]).map(
    (detail) => (Object(detail) as { field?: unknown }).field,
  );
  for (const field of fields) {
    promise(named.includes(field), answer, `details to name "${field}"`);
  }
}

/** An `Allow` that names `methods`, but not `refused`. */
export function allows(answer: Answer, methods: string[], refused?: string) {
  const allow = headerOf(answer, 'Allow');
  const named = allow.split(',').map((method) => method.trim());

  for (const method of methods) {
    promise(
      named.includes(method),
      answer,
      `Allow to name ${method}`,
      `Allow: ${allow}`,
    );
  }
  promise(
    !refused || !named.includes(refused),
    answer,
    `Allow without ${refused}`,
    `Allow: ${allow}`,
  );
}

function isPost(answer: Answer, value: unknown) {
  const post = Object(value) as Record<keyof Post, unknown>;
  const rules = {
    id: Number.isSafeInteger(post.id) && Number(post.id) > 0,
    title: typeof post.title === 'string',
    content: typeof post.content === 'string',
    published: typeof post.published === 'boolean',
    createdAt: isDate(post.createdAt),
    updatedAt: isDate(post.updatedAt),
  };
  const wanted = {
    id: 'a positive integer',
    title: 'text',
    content: 'text',
    published: 'true or false',
    createdAt: 'a date in ISO 8601, UTC',
    updatedAt: 'a date in ISO 8601, UTC',
  };

  for (const name of Object.keys(rules) as (keyof Post)[]) {
    promise(
      rules[name],
      answer,
      `${name} to be ${wanted[name]}`,
      `${answer.status} ${shorten(JSON.stringify(value) ?? 'nothing')}`,
    );
  }
}

/** A date as RFC 3339 writes it, in UTC. */
export function isDate(value: unknown) {
  return (
    typeof value === 'string' &&
    date.test(value) &&
    !Number.isNaN(Date.parse(value))
  );
}

function describe({ status, text }: Answer) {
  return text === ''
    ? `${status} without a body`
    : `${status} ${shorten(text)}`;
}

import { setTimeout } from 'node:timers/promises';
import { type IncomingMessage, request as send } from 'node:http';
import { fillIn } from './fill-in.ts';
import type { RequestsFile, Target } from './requests.ts';
import { UserError } from './user-error.ts';

/** A request and what the running chapter answered. */
export interface Exchange {
  on: Target;
  request: {
    method: string;
    /** Path and query. */
    path: string;
    headers: Record<string, string>;
    body: string;
  };
  response: {
    status: number;
    reason: string;
    /** Those that a lesson shows, by lower-case name. */
    headers: Record<string, string>;
    /** Parsed where it is JSON, otherwise text; empty text where there is none. */
    body: unknown;
  };
}

/** By the request's name, in the order of `requests.http`. */
export type Exchanges = Record<string, Exchange>;

const shownHeaders = [
  'location',
  'allow',
  'retry-after',
  'www-authenticate',
  'x-request-id',
  'x-total-count',
  'link',
  'cache-control',
  'vary',
  'access-control-allow-origin',
  'access-control-allow-methods',
  'access-control-allow-headers',
  'access-control-max-age',
  'content-type',
];

/** How much of a minute is left differs as well, and tells nothing: values that were equal need not stay equal. */
const restOfMinute = /(?<="retry-after":")\d\d(?=")/g;

/** What differs from run to run, by kind. */
const volatile: [kind: string, pattern: RegExp][] = [
  ['token', /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g],
  ['uuid', /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g],
  ['hash', /\$2b\$\d\d\$[./\dA-Za-z]{53}/g],
  ['date', /\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g],
];

/**
 * Sends all requests in order, each to its server's base URL, and gives what was answered.
 * Throws a UserError for a `{{…}}` that refers to nothing.
 */
export async function exchange(
  { variables, requests }: RequestsFile,
  urls: Partial<Record<Target, string>>,
): Promise<Exchanges> {
  const done: Exchanges = {};

  for (const request of requests) {
    await setTimeout(2); // so that two requests never share a millisecond: their dates differ in every run
    const baseUrl = urls[request.on];
    if (!baseUrl)
      throw new UserError(
        `${request.name}: there is no server for "@on ${request.on}".`,
      );

    const fill = (text: string) =>
      fillIn(text, { ...variables, baseUrl }, done);
    const filled = {
      method: request.method,
      path: fill(request.url).replace(baseUrl, ''),
      headers: Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [
          name,
          fill(value),
        ]),
      ),
      body: fill(request.body),
    };
    done[request.name] = {
      on: request.on,
      request: filled,
      response: await answer(baseUrl, filled),
    };
  }

  return done;
}

/**
 * `now` with the volatile values (ids, dates, tokens) of `before` wherever nothing else changed, and the names of
 * the exchanges that did change. Values that were equal among exchanges stay equal.
 */
export function settle(
  before: Exchanges,
  now: Exchanges,
): { exchanges: Exchanges; changed: string[] } {
  const known = new Map<string, string>();
  const changed: string[] = [];
  const settled = Object.entries(now).map(([name, exchange]) => {
    const old = before[name];
    const text = JSON.stringify(exchange);
    const oldText = old ? JSON.stringify(old) : '';
    const same = mask(text) === mask(oldText) && pair(text, oldText, known);
    if (!same) changed.push(name);

    return [name, same ? old : JSON.parse(replaceKnown(text, known))] as [
      string,
      Exchange,
    ];
  });
  for (const name of Object.keys(before))
    if (!(name in now)) changed.push(name);

  return { exchanges: Object.fromEntries(settled), changed };
}

/** The text with ids, dates, tokens, hashes and stack frames put by their kinds: equal when only those differ. */
export function mask(text: string): string {
  return volatile.reduce(
    (masked, [kind, pattern]) => masked.replaceAll(pattern, `<${kind}>`),
    text.replaceAll(restOfMinute, '<seconds>'),
  );
}

/** The texts of bodies in `before` that no body of `now` holds any more. */
export function goneTexts(before: Exchanges, now: Exchanges): string[] {
  const still = new Set(
    Object.values(now).flatMap((one) => textsOf(one.response.body)),
  );
  const all = Object.values(before).flatMap((one) =>
    textsOf(one.response.body),
  );
  return [...new Set(all)].filter(
    (text) => text.includes(' ') && !still.has(text),
  );
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((inner) => textsOf(inner));
}

/** Remembers which new volatile value stands for which old one; false when that contradicts what was seen. */
function pair(
  text: string,
  oldText: string,
  known: Map<string, string>,
): boolean {
  return volatile.every(([, pattern]) => {
    const values = text.match(pattern) ?? [];
    const oldValues = oldText.match(pattern) ?? [];
    return values.every((value, index) => {
      const old = oldValues[index] ?? '';
      if (known.has(value)) return known.get(value) === old;
      if ([...known.values()].includes(old)) return false;
      known.set(value, old);
      return true;
    });
  });
}

function replaceKnown(text: string, known: Map<string, string>): string {
  return volatile.reduce(
    (replaced, [, pattern]) =>
      replaced.replaceAll(pattern, (value) => known.get(value) ?? value),
    text,
  );
}

async function answer(
  baseUrl: string,
  { method, path, headers, body }: Exchange['request'],
): Promise<Exchange['response']> {
  const { hostname, port } = new URL(baseUrl);
  const length = body
    ? { 'Content-Length': String(Buffer.byteLength(body)) }
    : {};
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    send({
      hostname,
      port,
      method,
      path,
      headers: { ...headers, ...length },
      agent: false,
      timeout: 10_000,
    })
      .once('response', resolve)
      .once('error', reject)
      .once('timeout', () =>
        reject(new Error(`${method} ${path} was not answered within 10 s.`)),
      )
      .end(body);
  });

  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  const isJson =
    /\bjson\b/.test(response.headers['content-type'] ?? '') && text !== '';

  return {
    status: response.statusCode ?? 0,
    reason: response.statusMessage ?? '',
    headers: showHeaders(response),
    body: isJson ? (JSON.parse(text) as unknown) : withoutFrames(text),
  };
}

function showHeaders({ headers }: IncomingMessage): Record<string, string> {
  const shown = shownHeaders.flatMap((name) => {
    const value = headers[name];
    return value === undefined ? [] : [[name, String(value)] as const];
  });
  return Object.fromEntries(shown);
}

/** A stack trace names folders and lines of one machine and one Node: the first word of each frame stays. */
function withoutFrames(text: string): string {
  return text
    .replaceAll(/(<br> (?:&nbsp; ?)*at )[^<]*/g, '$1…')
    .replaceAll(/(?:<br> (?:&nbsp; ?)*at …)+/g, '<br> &nbsp; &nbsp;at …')
    .replaceAll(/ \(line \d+ column \d+\)/g, '');
}

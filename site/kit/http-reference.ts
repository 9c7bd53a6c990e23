import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Chapter, readCode, readText } from '../../shared/src/chapters.ts';
import type { Exchanges } from '../../shared/src/exchanges.ts';
import { apiOrigin, request, response } from '../../shared/src/generate.ts';
import type { Kit } from '../../shared/src/kit.ts';
import { readRequests, type RequestsFile } from '../../shared/src/requests.ts';
import { UserError } from '../../shared/src/user-error.ts';
import { commandsOf } from './commands.ts';
import { anchorOfFile } from './diff-page.ts';
import {
  describeForm,
  describeRequest,
  type Input,
  type Schema,
} from './http-inputs.ts';
import { readRoutes, type Route } from './http-routes.ts';
import { servesPath } from './opening.ts';
import type { ExchangeCard } from './types.ts';

/** The operations of the newest chapter. */
export interface HttpReference {
  /** Its slug. */
  chapter: string;
  /** By the first piece of their paths. */
  groups: { path: string; operations: Operation[] }[];
  /** What is answered wherever it is asked. */
  everywhere: RecordedExchange[];
}

/** A method of a path. */
export interface Operation {
  /** `get-posts-id`. */
  anchor: string;
  method: string;
  path: string;
  needsUser: boolean;
  /** The slug of the first chapter that has it. */
  since: string;
  /** The lines of its handler, in the page of the chapter's code. */
  code: { path: string; hash: string; line: number };
  inputs: Input[];
  exchanges: RecordedExchange[];
}

/** An exchange, as two HTTP messages. */
export interface RecordedExchange {
  title: string;
  card: ExchangeCard;
  request: string;
  response: string;
}

/** The folder of the requests that the reference shows, and of what was answered. */
export const httpFolder = 'site/http';

/** Requests for each operation, and requests that could be sent anywhere: each a file, and a server that has just started. */
export const recordings = ['operations', 'everywhere'] as const;

type Recording = (typeof recordings)[number];

/** The requests of a recording. Throws a UserError for a file that cannot be read. */
export function readHttpRequests({ root }: Kit, name: Recording): RequestsFile {
  const file = `${httpFolder}/${name}.http`;
  return readRequests(readText(join(root, file)), file);
}

/** What was answered when it was recorded; nothing where there is no recording. */
export function readHttpResponses({ root }: Kit, name: Recording): Exchanges {
  const file = join(root, httpFolder, `${name}.json`);
  return existsSync(file) ? (JSON.parse(readText(file)) as Exchanges) : {};
}

/**
 * The operations of the newest chapter: what its code has as routes, what the schemas take that it reads its input with,
 * and what it has answered. Loads these schemas. Throws a UserError when an operation has no recorded success.
 */
export async function deriveHttpReference(kit: Kit): Promise<HttpReference> {
  const chapter = kit.chapters.at(-1);
  if (!chapter) throw new UserError('There is no chapter.');

  const routes = readRoutes(readCode(chapter.dir));
  const first = firstChapters(kit);
  const asked = exchangesOf(kit, 'operations').map((one) => {
    return { ...one, route: routeFor(routes, one.method, one.path) };
  });
  const described = await Promise.all(
    routes.map(async (route): Promise<Operation> => {
      const { method, path, needsUser, file, line } = route;
      const exchanges = asked
        .filter((one) => one.route === route)
        .map(({ shown }) => shown);
      if (!exchanges.some(({ card }) => card.status < 300))
        throw new UserError(
          `${httpFolder}/operations.http has no request that ${method} ${path} answers with a success. Write one, then: npm --prefix site run record`,
        );
      return {
        anchor: anchorOf(method, path),
        method,
        path,
        needsUser,
        since: first.get(keyOf(route)) ?? chapter.slug,
        code: { path: file, hash: `${anchorOfFile(file)}-${line}`, line },
        inputs: await inputsOf(chapter, route),
        exchanges,
      };
    }),
  );

  return {
    chapter: chapter.slug,
    groups: toGroups(kit, described),
    everywhere: exchangesOf(kit, 'everywhere').map(({ shown }) => shown),
  };
}

/** The anchor of an operation: `get-posts-id`. */
function anchorOf(method: string, path: string): string {
  const words = path.match(/\w+/g) ?? ['root'];
  return [method, ...words].join('-').toLowerCase();
}

function keyOf({ method, path }: Route): string {
  return `${method} ${path}`;
}

/** By operation: the slug of the first chapter that has it. */
function firstChapters({ chapters }: Kit): Map<string, string> {
  const first = new Map<string, string>();
  for (const { dir, slug } of chapters)
    for (const route of readRoutes(readCode(dir)))
      if (!first.has(keyOf(route))) first.set(keyOf(route), slug);
  return first;
}

/** What a route takes. */
async function inputsOf({ dir }: Chapter, { schema }: Route): Promise<Input[]> {
  if (!schema) return [];
  const file = (await import(
    pathToFileURL(join(dir, schema.file)).href
  )) as Record<string, Schema>;
  const found = file[schema.name];
  if (!found)
    throw new UserError(`${schema.file} does not export ${schema.name}.`);
  return schema.takes === 'form' ? describeForm(found) : describeRequest(found);
}

/** The requests of a recording, each with what was answered. */
function exchangesOf(kit: Kit, name: Recording) {
  const { variables, requests } = readHttpRequests(kit, name);
  const recorded = readHttpResponses(kit, name);

  return requests.map((asWritten) => {
    const exchange = recorded[asWritten.name];
    if (!exchange)
      throw new UserError(
        `${httpFolder}/${name}.json has no answer to ${asWritten.name}. Record it: npm --prefix site run record`,
      );
    const { status } = exchange.response;
    const shown: RecordedExchange = {
      title: asWritten.title,
      card: {
        id: `http/${asWritten.name}`,
        status,
        guesses: [],
        ...commandsOf(
          variables.baseUrl ?? apiOrigin,
          exchange.request,
          asWritten,
        ),
      },
      request: request(exchange),
      response: response(exchange),
    };
    return { ...exchange.request, shown };
  });
}

/** The route that serves a path: of two, the one whose path says more. Throws a UserError when there is none. */
function routeFor(routes: Route[], method: string, path: string): Route {
  const [found] = routes
    .filter((route) => route.method === method && servesPath(route.path, path))
    .sort((one, other) => countParameters(one) - countParameters(other));
  if (!found)
    throw new UserError(
      `${httpFolder}/operations.http asks for ${method} ${path}, which no route serves. Move it to everywhere.http, or remove it.`,
    );
  return found;
}

function countParameters({ path }: Route): number {
  return path.split(':').length;
}

/** By the first piece of the path: what takes input first, then by age. */
function toGroups({ chapters }: Kit, operations: Operation[]) {
  const age = ({ since }: Operation) =>
    chapters.findIndex(({ slug }) => slug === since);
  const groups = new Map<string, Operation[]>();
  for (const one of operations.toSorted(
    (one, other) => age(one) - age(other),
  )) {
    const path = /^\/[^/]*/.exec(one.path)?.[0] ?? '/';
    groups.set(path, [...(groups.get(path) ?? []), one]);
  }
  const takesNothing = (group: Operation[]) =>
    group.every(({ inputs }) => inputs.length === 0) ? 1 : 0;
  return [...groups]
    .map(([path, operations]) => ({ path, operations }))
    .sort(
      (one, other) =>
        takesNothing(one.operations) - takesNothing(other.operations),
    );
}

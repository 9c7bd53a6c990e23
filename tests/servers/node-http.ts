/*
 * The promises of rows 02 to 04 of the API, kept by nothing but node:http: no framework, no schema library, words of its
 * own. It shows that the contract suites and `ground-up verify` look at a server from outside.
 *
 *   node --import tsx tests/servers/node-http.ts [port] [fault]
 */
import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { argv } from 'node:process';
import { pathToFileURL } from 'node:url';

/** A promise that the server breaks when asked to: 201 without `Location`, blank text taken, 404 before 422. */
export type Fault = 'location' | 'blank' | 'order';

interface Result {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

interface Call {
  id: string;
  query: URLSearchParams;
  input: unknown;
}

type Action = (call: Call) => Result;
type Fields = Record<string, unknown>;
type Route = [pattern: RegExp, actions: Record<string, Action>];

const most = 102_400;

class Refusal extends Error {
  readonly result: Result;

  constructor(status: number, extra: Fields = {}, headers = {}) {
    super(`refused with ${status}`);
    const body = {
      success: false,
      error: status,
      message: `Nope (${status})`,
      ...extra,
    };
    this.result = { status, body, headers };
  }
}

/** Listens on `port` of 127.0.0.1 (0: any free one) and keeps every promise but `fault`. */
export async function startNodeHttp(fault?: Fault, port = 0) {
  const routes = routesOf(fault);
  const server = createServer((req, res) => {
    const given = String(req.headers['x-request-id'] ?? '');
    const requestId = /^[\w-]{8,80}$|^[a-z]+-\d+$/.test(given)
      ? given
      : randomUUID();

    void answer(req, routes)
      .catch((error: unknown) => refusalOf(error, requestId))
      .then(({ status, body, headers }) => {
        const text = body === undefined ? '' : JSON.stringify(body);
        res.writeHead(status, {
          'X-Request-Id': requestId,
          ...(text && { 'Content-Type': 'application/json' }),
          ...headers,
        });
        res.end(text);
      });
  });

  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${bound}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

function refusalOf(error: unknown, requestId: string): Result {
  const { result } = error instanceof Refusal ? error : new Refusal(500);
  return { ...result, body: { ...(result.body as Fields), requestId } };
}

async function answer(req: IncomingMessage, routes: Route[]) {
  const bytes = await collect(req);
  const input = bytes && parseJson(bytes, req.headers['content-type'] ?? '');
  const [path = '', search] = (req.url ?? '').split('?');
  if (!canDecode(path)) throw new Refusal(400);

  const [pattern, actions] = routes.find(([p]) => p.test(path)) ?? [];
  if (!pattern || !actions) throw new Refusal(404);

  const Allow = [...Object.keys(actions), 'HEAD', 'OPTIONS'].join(', ');
  if (req.method === 'OPTIONS') return { status: 204, headers: { Allow } };

  const method = req.method === 'HEAD' ? 'GET' : String(req.method);
  const action = actions[method];
  if (!action) throw new Refusal(405, {}, { Allow });

  const id = decodeURIComponent(pattern.exec(path)?.[1] ?? '');
  return action({ id, query: new URLSearchParams(search), input });
}

async function collect(req: IncomingMessage) {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= most) chunks.push(chunk);
  }
  if (size > most) throw new Refusal(413);
  if (size > 0 && req.headers['content-encoding']) throw new Refusal(415);
  return size > 0 ? Buffer.concat(chunks) : undefined;
}

function parseJson(bytes: Buffer, type: string): unknown {
  if (!/^application\/json\b/i.test(type)) throw new Refusal(415);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Refusal(400);
  }
}

function canDecode(path: string) {
  try {
    return decodeURIComponent(path) !== '';
  } catch {
    return false;
  }
}

function routesOf(fault?: Fault): Route[] {
  const rows: (Fields & { id: number })[] = [];
  let count = 41;

  const find = (id: string) => {
    const row = rows.find((row) => String(row.id) === id);
    if (!row) throw new Refusal(404);
    return row;
  };
  const change = (id: string, fields: Fields) =>
    Object.assign(find(id), fields, { updatedAt: new Date().toISOString() });
  const says =
    (body: Fields): Action =>
    ({ query }) => {
      refuse(strangers(query));
      return { status: 200, body };
    };

  return [
    [/^\/$/, { GET: says({ message: 'Hello World' }) }],
    [/^\/other_endpoint$/, { GET: says({ message: 'Hello Tatooine' }) }],
    [/^\/health$/, { GET: says({ status: 'ok' }) }],
    [
      /^\/posts$/,
      {
        GET: ({ query }) => {
          refuse(strangers(query));
          return { status: 200, body: rows.slice(0, 100) };
        },
        POST: ({ query, input }) => {
          const fields = read(query, input, ['title', 'content'], fault);
          const now = new Date().toISOString();
          const row = {
            id: (count += 1),
            published: true,
            ...fields,
            createdAt: now,
            updatedAt: now,
          };
          rows.push(row);
          const Location = `http://api.example/posts/${row.id}`;
          return fault === 'location'
            ? { status: 201, body: row }
            : { status: 201, body: row, headers: { Location } };
        },
      },
    ],
    [
      /^\/posts\/([^/]*)$/,
      {
        GET: ({ id, query }) => {
          refuse([...wrongId(id), ...strangers(query)]);
          return { status: 200, body: find(id) };
        },
        PUT: ({ id, query, input }) => {
          refuse(wrongId(id));
          if (fault === 'order') find(id);
          const needed = ['title', 'content', 'published'];
          const fields = read(query, input, needed, fault);
          return { status: 200, body: change(id, fields) };
        },
        PATCH: ({ id, query, input }) => {
          refuse(wrongId(id));
          const fields = read(query, input, [], fault);
          if (Object.keys(fields).length === 0) refuse(['']);
          return { status: 200, body: change(id, fields) };
        },
        DELETE: ({ id, query }) => {
          refuse([...wrongId(id), ...strangers(query)]);
          rows.splice(rows.indexOf(find(id)), 1);
          return { status: 204 };
        },
      },
    ],
  ];
}

function wrongId(id: string) {
  return /^[1-9]\d*$/.test(id) ? [] : ['id'];
}

function strangers(query: URLSearchParams) {
  return [...query.keys()];
}

function refuse(wrong: string[]) {
  if (wrong.length === 0) return;

  const details = wrong.map((field) => ({ field, problem: 'not like this' }));
  throw new Refusal(422, { details });
}

/** The writable fields of `input`; refuses what is wrong, missing or unknown. */
function read(
  query: URLSearchParams,
  input: unknown,
  needed: string[],
  fault?: Fault,
): Fields {
  refuse(strangers(query));
  if (typeof input !== 'object' || !input || Array.isArray(input)) {
    refuse(['']);
  }

  const ignored = ['id', 'createdAt', 'updatedAt'];
  const given = Object.entries(input as Fields).filter(
    ([name]) => !ignored.includes(name),
  );
  const wrong = given
    .filter(([name, value]) => !isRight(name, value, fault))
    .map(([name]) => name);
  const missing = needed.filter(
    (name) => !Object.hasOwn(input as Fields, name),
  );
  refuse([...wrong, ...missing]);

  return Object.fromEntries(given);
}

function isRight(name: string, value: unknown, fault?: Fault) {
  if (name === 'published') return typeof value === 'boolean';
  if (name !== 'title' && name !== 'content') return false;
  if (typeof value !== 'string' || !value.isWellFormed()) return false;

  const length = Array.from(value).length;
  return (
    (value.trim() !== '' || fault === 'blank') &&
    !value.includes('\0') &&
    length <= (name === 'title' ? 255 : 10_000)
  );
}

if (import.meta.url === pathToFileURL(argv[1] ?? '').href) {
  const [, , port = '8000', fault] = argv;
  const { url } = await startNodeHttp(fault as Fault | undefined, Number(port));
  console.log(`Listening on ${url}`);
}

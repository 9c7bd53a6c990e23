import './lock.ts';
import './original-fetch.ts';
import { format, parseEnv } from './node/util.ts';
import { names } from 'virtual:names';
import { type BuiltFile, readBuilt } from './built.ts';
import { createLoader } from './loader.ts';
import type { Given, ToPage, ToWorker } from './messages.ts';
import { findModules } from './modules.ts';
import { readFileSync, setFiles } from './node/fs.ts';
import { fetchHere } from './node/fetch.ts';
import { request as send } from './node/http-client.ts';
import type { IncomingMessage } from './node/http-message.ts';
import { onListening, type Server } from './node/net.ts';
import { process, streams } from './node/process.ts';
import { text } from './node/stream-consumers.ts';
import type { Files, TabRequest, TabResponse } from './tab.ts';
import { threads } from './threads.ts';
import { placeAll, problemOf } from './trace.ts';

const { setTimeout } = globalThis;
const noListenerMs = 2_000;
const main = '/app/src/server.ts';

// A reader's own line may stand behind many of Express and Vitest.
Error.stackTraceLimit = 50;

let port: MessagePort;
let loadingCount = 0;
let serverPort: number | undefined;
let prepared: Files = {};
/** Files as the build has made them JavaScript, and the paths of those that the reader has left as they were. */
let built: Record<string, BuiltFile | undefined> = {};
let untouched = new Set<string>();

function say(message: ToPage, ports: MessagePort[] = []): void {
  port.postMessage(message, ports);
}

threads.start = (address) => {
  const { port1, port2 } = new MessageChannel();
  say({ type: 'thread', address }, [port2]);
  return port1;
};

function tellLoading(isLoading: boolean): void {
  loadingCount += isLoading ? 1 : -1;
  say({ type: loadingCount > 0 ? 'loading' : 'alive' });
}

/** Does what runs none of the reader's code: while something is on its way the page waits without a limit. */
async function load<Value>(work: () => Promise<Value>): Promise<Value> {
  tellLoading(true);
  try {
    return await work();
  } finally {
    tellLoading(false);
  }
}

const findModule = findModules(tellLoading);
const loader = createLoader(findModule, (path) =>
  untouched.has(path) ? built[path]?.body : undefined,
);

streams.write = (stream, printed) =>
  say({
    type: 'output',
    output: { stream, text: placeAll(printed).replace(/\n$/, '') },
  });
for (const level of ['log', 'info', 'debug', 'warn', 'error'] as const)
  console[level] = (...args: unknown[]) => {
    const name = ['warn', 'error'].includes(level) ? 'stderr' : 'stdout';
    streams.write(name, format(...args.map(withStack)));
  };
globalThis.fetch = fetchHere as typeof fetch;
Object.assign(process, {
  loadEnvFile(path = '.env') {
    const given = parseEnv(readFileSync(path, 'utf8') as string);
    process.env = { ...given, ...process.env };
  },
});

for (const type of ['unhandledrejection', 'error'] as const)
  self.addEventListener(type, (event) => {
    event.preventDefault();
    const thrown: unknown =
      event instanceof PromiseRejectionEvent
        ? event.reason
        : (event as ErrorEvent).error;
    const { message, stack } = problemOf(thrown);
    streams.write('stderr', stack ?? message);
  });

/** As Node prints an error: with its stack. */
function withStack(printed: unknown): unknown {
  return printed instanceof Error
    ? (printed.stack ?? String(printed))
    : printed;
}

self.onmessage = ({ ports: [given] }: MessageEvent) => {
  if (!given) return;
  self.onmessage = null;
  port = given;
  port.onmessage = ({
    data,
  }: MessageEvent<{ id: number; message: ToWorker }>) => {
    say({ type: 'alive' });
    answer(data.message).then(
      (value) => say({ type: 'done', id: data.id, value }),
      (error: unknown) =>
        say({ type: 'failed', id: data.id, problem: problemOf(error) }),
    );
  };
};

async function answer(message: ToWorker): Promise<unknown> {
  switch (message.type) {
    case 'prepare':
      return prepare(message.given);
    case 'run':
      return run(message.given);
    case 'test':
      return test(message);
    case 'fetch':
      return fetchFrom(message.request);
  }
}

/** All that a run needs before the reader's code begins. Files may be others at the next call. */
function prepare(given: Given): Promise<void> {
  return load(async () => {
    await take(given);
    await loader.prepare(main);
  });
}

/** Takes over the files as they are now. */
async function take({ files, script, same }: Given): Promise<void> {
  for (const path of Object.keys(prepared))
    if (prepared[path] !== files[path]) loader.forget(`/app/${path}`);
  prepared = files;
  setFiles(files);
  untouched = new Set(same); // at once: an earlier call may still be under way
  if (script !== undefined) built = await readBuilt(script);
}

async function run(given: Given): Promise<{ address: string }> {
  await prepare(given);
  const listening = new Promise<Server>((resolve) => onListening.add(resolve));
  await loader.load(main);
  const server = await Promise.race([
    listening,
    new Promise<undefined>((resolve) => {
      setTimeout(() => resolve(undefined), noListenerMs);
    }),
  ]);
  if (!server)
    throw new Error(
      'src/server.ts ran to its end, and nothing listens. Does it call listen()?',
    );

  serverPort = server.address()?.port;
  return { address: `http://localhost:${serverPort}` };
}

async function test({
  given,
  only,
  timeout,
}: Extract<ToWorker, { type: 'test' }>) {
  const { runTests } = await load(async () => {
    await take(given);
    const made = await import('./run-tests.ts');
    await findModule('vitest'); // which looks for what is made there
    return made;
  });
  Object.assign(process.env, { NODE_ENV: 'test', VITEST: 'true' });
  return runTests({
    files: given.files,
    only,
    timeout,
    names,
    async load(path) {
      await load(() => loader.prepare(path));
      return loader.load(path);
    },
    onResult: (result) => say({ type: 'result', result }),
    onAlive: () => say({ type: 'alive' }),
  });
}

async function fetchFrom(request: TabRequest): Promise<TabResponse> {
  if (serverPort === undefined) throw new Error('Nothing listens yet.');
  const { method, path, headers, body = '' } = request;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const sent = send({ port: serverPort, method, path, agent: false });
    for (const [name, value] of headers) sent.appendHeader(name, value);
    if (body) sent.setHeader('Content-Length', Buffer.byteLength(body));
    sent.once('response', resolve).once('error', reject);
    sent.end(body);
  });

  const { rawHeaders, statusCode, statusMessage } = response;
  return {
    status: statusCode ?? 0,
    statusText: statusMessage ?? '',
    headers: rawHeaders.flatMap((name, index) =>
      index % 2 === 0
        ? [[name, rawHeaders[index + 1] ?? ''] as [string, string]]
        : [],
    ),
    body: await text(response as never),
  };
}

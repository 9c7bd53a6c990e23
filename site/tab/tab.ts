import type { Given, ToPage, ToWorker } from './messages.ts';

/** Paths as in the chapter's folder: 'src/app.ts', 'tests/posts.test.ts', 'package.json'. */
export type Files = Record<string, string>;

/** Line and column from 1. */
export interface Place {
  file: string;
  line: number;
  column: number;
}

/** Something that went wrong; `place` is in the reader's own file. */
export interface Problem {
  message: string;
  stack?: string;
  place?: Place;
}

export interface TestResult {
  file: string;
  /** `describe > test`; empty for a file that cannot run here, or that fails as a whole. */
  name: string;
  state: 'passed' | 'failed' | 'skipped';
  problem?: Problem;
  expected?: string;
  actual?: string;
  /** Where the test stands. */
  place?: Place;
}

export interface TabRequest {
  method: string;
  path: string;
  headers: [string, string][];
  body?: string;
}

export interface TabResponse {
  status: number;
  statusText: string;
  headers: [string, string][];
  body: string;
}

export interface Output {
  stream: 'stdout' | 'stderr';
  text: string;
}

export interface Tab {
  /** Starts src/server.ts; resolves when it listens; rejects with a TabError. */
  run(files: Files): Promise<{ address: string }>;
  /** Runs the chapter's tests (or only those files), reporting each as it ends. */
  test(
    files: Files,
    options?: { only?: string[]; onResult?(result: TestResult): void },
  ): Promise<TestResult[]>;
  /** Sends a request to what `run` started. */
  fetch(request: TabRequest): Promise<TabResponse>;
  /** Ends everything at once. What is under way rejects. */
  stop(): void;
}

/** What the build has made of a chapter, as its `chapters/<slug>.json` says. */
export interface Built {
  /** The chapter's files. */
  files: Files;
  /** Name, in the same folder, of the script with their JavaScript. */
  script: string;
}

export interface TabOptions {
  /** Address of the folder that the build wrote; ends in `/`. */
  assets: string;
  /** The chapter that is run: files that are as in it need not be made JavaScript. */
  built?: Built;
  onOutput?(output: Output): void;
  /** Milliseconds without a sign of life after which the worker is ended. A test may take half of them. */
  limit?: number;
}

/** Milliseconds that a program may keep silent, unless told otherwise. */
export const defaultLimit = 10_000;

/** Milliseconds that a run and its first requests have the machine for themselves. */
const pause = 500;

/** What a program of the reader ends with, or what stopped it. */
export class TabError extends Error {
  problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.name = 'TabError';
    this.problem = problem;
  }
}

/**
 * A place to run a chapter: a worker of its own for each `run` and each `test`, so that nothing of one is left in the
 * next. Asks for nothing before the first call. A moment after a run has begun, a worker for the next one gets ready.
 */
export function createTab(given: TabOptions): Tab {
  const options = { ...given, limit: given.limit ?? defaultLimit };
  let server: Thread | undefined;
  let spare: Thread | undefined;
  let tests: Thread | undefined;
  let later: ReturnType<typeof setTimeout> | undefined;

  function prepare(files: Files): void {
    spare = startThread(options);
    spare
      .call({ type: 'prepare', given: toGive(files, options) })
      .catch(() => {}); // the next run tries again
  }

  return {
    async run(files) {
      clearTimeout(later);
      server?.end('Stopped: it was started again.');
      const mine = spare?.isAlive() ? spare : startThread(options);
      server = mine;
      spare = undefined;
      try {
        return (await mine.call({
          type: 'run',
          given: toGive(files, options),
        })) as { address: string };
      } catch (error) {
        mine.end('Stopped: it did not start.');
        throw error;
      } finally {
        if (server === mine) later = setTimeout(() => prepare(files), pause);
      }
    },

    async test(files, { only, onResult } = {}) {
      tests?.end('Stopped: the tests were started again.');
      const thread = startThread({ ...options, onResult });
      tests = thread;
      try {
        return (await thread.call({
          type: 'test',
          given: toGive(files, options),
          only,
          timeout: options.limit / 2,
        })) as TestResult[];
      } finally {
        thread.end('The tests have ended.');
      }
    },

    async fetch(request) {
      if (!server)
        throw new TabError({ message: 'Nothing runs yet. Press Run first.' });
      return (await server.call({ type: 'fetch', request })) as TabResponse;
    },

    stop() {
      clearTimeout(later);
      for (const thread of [server, spare, tests]) thread?.end('Stopped.');
      server = undefined;
      spare = undefined;
      tests = undefined;
    },
  };
}

type ThreadOptions = TabOptions & {
  limit: number;
  onResult?(result: TestResult): void;
};

interface Call {
  resolve(value: unknown): void;
  reject(error: TabError): void;
}

interface Thread {
  call(message: ToWorker): Promise<unknown>;
  isAlive(): boolean;
  end(why: string): void;
}

/** The files, and which of them the build has made JavaScript. */
function toGive(files: Files, { assets, built }: TabOptions): Given {
  if (!built) return { files, same: [] };
  return {
    files,
    script: addressOf(assets, `chapters/${built.script}`),
    same: Object.keys(files).filter(
      (path) => files[path] === built.files[path],
    ),
  };
}

function addressOf(assets: string, path: string): string {
  return new URL(path, new URL(assets, location.href)).href;
}

/** A worker with the threads that it wants beside it, and what it was asked. */
function startThread(options: ThreadOptions): Thread {
  const { assets, built, onOutput, onResult, limit } = options;
  const address = addressOf(assets, 'worker.js');
  // The chapter's script comes beside the runtime, which is evaluated first.
  const imports = built
    ? [address, addressOf(assets, `chapters/${built.script}`)]
    : [address];
  const { port1: port, port2 } = new MessageChannel();
  const calls = new Map<number, Call>();
  const workers: { worker: Worker; url: string }[] = [];
  let lastId = 0;
  let ended: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  port.onmessage = ({ data, ports }: MessageEvent<ToPage>) => {
    switch (data.type) {
      case 'thread':
        return start(
          `import { serve } from ${JSON.stringify(data.address)}; onmessage = ({ ports }) => serve(ports[0]);`,
          data.address,
          [...ports],
        );
      case 'output':
        return onOutput?.(data.output); // no sign of life: an endless loop may print
      case 'loading':
        return clearTimeout(timer); // a slow network is no endless loop
      case 'result':
        onResult?.(data.result);
        return watch();
      case 'alive':
        return watch();
      case 'done':
        calls.get(data.id)?.resolve(data.value);
        calls.delete(data.id);
        return watch();
      case 'failed':
        calls.get(data.id)?.reject(new TabError(data.problem));
        calls.delete(data.id);
        return watch();
    }
  };
  start(
    imports.map((one) => `import ${JSON.stringify(one)};`).join(''),
    address,
    [port2],
  );

  /** A worker from a blob has the page's Content-Security-Policy, whatever headers a host sends or not. */
  function start(code: string, from: string, ports: MessagePort[]): void {
    const blob = new Blob([code], { type: 'text/javascript' });
    const url = URL.createObjectURL(blob);
    const worker = new Worker(url, { type: 'module' });
    workers.push({ worker, url });
    worker.onerror = (event) => {
      event.preventDefault();
      end(
        `The runtime could not be loaded from ${from}. Look at your connection, then try again.${event.message ? ` (${event.message})` : ''}`,
      );
    };
    worker.postMessage(null, ports);
  }

  function watch(): void {
    clearTimeout(timer);
    if (calls.size > 0 && ended === undefined)
      timer = setTimeout(() => {
        end(
          `Stopped: no answer within ${limit / 1000} seconds. Is there an endless loop, or a request that is never answered?`,
        );
      }, limit);
  }

  function end(why: string): void {
    if (ended !== undefined) return;
    ended = why;
    clearTimeout(timer);
    for (const { worker, url } of workers) {
      worker.terminate();
      URL.revokeObjectURL(url);
    }
    port.close();
    for (const { reject } of calls.values())
      reject(new TabError({ message: why }));
    calls.clear();
  }

  return {
    end,
    isAlive: () => ended === undefined,
    call(message) {
      if (ended !== undefined)
        return Promise.reject(new TabError({ message: ended }));
      return new Promise((resolve, reject) => {
        const id = ++lastId;
        calls.set(id, { resolve, reject });
        port.postMessage({ id, message });
        if (message.type === 'fetch') watch();
      });
    },
  };
}

import { EventEmitter } from 'node:events';

/** Thrown by `process.exit`: what called it ends there, as it would in Node. */
export class ExitError extends Error {
  code: number;

  constructor(code: number) {
    super(`The program ended itself with exit code ${code}.`);
    this.code = code;
  }
}

const startedAt = performance.now();
const events = new EventEmitter();

/** Where output goes: the worker sets it. */
export const streams = {
  write: (stream: 'stdout' | 'stderr', text: string): void => {
    console.log(stream, text);
  },
};

function streamOf(name: 'stdout' | 'stderr', fd: number) {
  return Object.assign(new EventEmitter(), {
    fd,
    isTTY: false,
    write(text: string | Uint8Array) {
      streams.write(
        name,
        typeof text === 'string' ? text : new TextDecoder().decode(text),
      );
      return true;
    },
  });
}

function hrtime(before?: [number, number]): [number, number] {
  const now = performance.now() - startedAt;
  const [seconds, nanoseconds] = [
    Math.floor(now / 1000),
    Math.floor((now % 1000) * 1e6),
  ];
  if (!before) return [seconds, nanoseconds];

  const difference = nanoseconds - before[1];
  return difference < 0
    ? [seconds - before[0] - 1, difference + 1e9]
    : [seconds - before[0], difference];
}

/** Node's `process`, as far as it means something in a page. */
export const process = Object.assign(events, {
  env: {} as Record<string, string | undefined>,
  argv: ['node', '/app/src/server.ts'],
  execArgv: [] as string[],
  execPath: '/usr/bin/node',
  exitCode: undefined as number | undefined,
  pid: 1,
  ppid: 0,
  title: 'node',
  platform: 'linux',
  arch: 'wasm',
  version: 'v20.0.0',
  versions: { node: '20.0.0' },
  release: { name: 'node' },
  stdout: streamOf('stdout', 1),
  stderr: streamOf('stderr', 2),
  cwd: () => '/app',
  uptime: () => (performance.now() - startedAt) / 1000,
  hrtime: Object.assign(hrtime, {
    bigint: () => BigInt(Math.round((performance.now() - startedAt) * 1e6)),
  }),
  memoryUsage: () => ({ rss: 0, heapTotal: 0, heapUsed: 0, external: 0 }),
  nextTick(task: (...args: unknown[]) => void, ...args: unknown[]) {
    queueMicrotask(() => task(...args));
  },
  exit(code: number = process.exitCode ?? 0): never {
    throw new ExitError(code);
  },
  emitWarning(warning: string | Error) {
    streams.write('stderr', `${String(warning)}\n`);
  },
  binding(name: string): never {
    throw new Error(`process.binding('${name}') is not there in a page.`);
  },
});

export default process;

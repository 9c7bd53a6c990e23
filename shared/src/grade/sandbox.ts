import { type ChildProcess, spawn } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  realpathSync,
} from 'node:fs';
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { walls } from '../../bin/bubblewrap.js';
import { root } from '../chapters.ts';

export interface Limits {
  /** Until the first answer. */
  startSeconds: number;
  /** For the whole life of the sandbox. */
  seconds: number;
  /** Resident, of all processes together. */
  megabytes: number;
  processes: number;
}

export interface Choices {
  mode: 'serve' | 'apps';
  /** The folder of packages: absolute. */
  packages: string;
  isIsolated: boolean;
  limits: Limits;
  env?: Record<string, string>;
}

/** A submission that runs. */
export interface Inside {
  url: string;
  /** Waits for the first answer. Gives the reason when none comes. */
  start(): Promise<string | undefined>;
  /** Why it is gone: a sentence. Undefined while it runs. */
  why(): string | undefined;
  /** Ends all of its processes. */
  stop(): Promise<void>;
}

const inside = join(root, 'shared', 'bin', 'grade-inside.js');
const running = new Set<() => void>();

/** Ends every submission at once, and cleans up after it, when this process has to go. */
export function stopAll(): void {
  for (const stop of running) stop();
}

/** Does `work`; `cleanUp` follows it, also when everything is stopped at once. */
export async function thenCleanUp<Result>(
  work: () => Promise<Result>,
  cleanUp: () => void,
): Promise<Result> {
  running.add(cleanUp);
  try {
    return await work();
  } finally {
    running.delete(cleanUp);
    cleanUp();
  }
}

/**
 * Runs the submission in `dir` (absolute). In a sandbox it has no network but its own loopback, sees its own files, Node
 * and its packages, and writes to 64 MB of memory. Who asks it from here comes in by one socket, which was opened here.
 */
export async function runInside(
  dir: string,
  choices: Choices,
): Promise<Inside> {
  const { mode, env = {}, isIsolated, packages, limits } = choices;
  const door = await openDoor();
  const { port } = door.address() as AddressInfo;
  const hasHandles = process.platform !== 'win32';
  const variables = {
    PATH: process.env.PATH ?? '',
    NODE_ENV: 'test',
    HOME: isIsolated ? '/tmp' : (process.env.HOME ?? ''),
    GRADE_ENV: JSON.stringify(env),
    ...(hasHandles ? {} : { GRADE_PORT: String(port) }),
  };
  const [program, ...argv] = isIsolated
    ? sandboxed(dir, packages, mode, variables)
    : [process.execPath, ...nodeArguments(packages), inside, mode];

  const child = spawn(program, argv, {
    cwd: dir,
    env: isIsolated ? {} : variables,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe', ...(hasHandles ? [fdOf(door)] : [])],
  });
  door.close();
  return watch(child, port, limits);
}

function watch(child: ChildProcess, port: number, limits: Limits): Inside {
  let why: string | undefined;
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    if (said.length < 4000) said += chunk.toString();
  });
  const end = (reason: string) => {
    why ??= reason;
    kill(child);
  };
  const stopNow = () => end('It was stopped.');
  running.add(stopNow);

  const clock = globalThis.setTimeout(
    () => end(`It took more than ${limits.seconds} seconds.`),
    limits.seconds * 1000,
  );
  const guard = setInterval(() => {
    const broken = brokenLimit(child.pid, limits);
    if (broken) end(broken);
  }, 200);
  const closed = new Promise<void>((done) => {
    const finish = () => {
      clearTimeout(clock);
      clearInterval(guard);
      running.delete(stopNow);
      why ??= `It ended by itself${said ? `: ${firstError(said)}` : '.'}`;
      done();
    };
    child.on('error', finish);
    child.on('close', finish);
  });

  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    start: async () => {
      const signal = AbortSignal.timeout(limits.startSeconds * 1000);
      const isThere = await fetch(url, { signal }).then(
        () => true,
        () => false,
      );
      if (isThere) return undefined;
      await Promise.race([closed, setTimeout(500)]);
      return (
        why ??
        `It gave no answer within ${limits.startSeconds} seconds of its start.`
      );
    },
    why: () => why,
    stop: async () => {
      stopNow();
      await closed;
    },
  };
}

/** In a sandbox all processes end with the first one; elsewhere they are a group. */
function kill({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // It is gone already.
  }
}

function brokenLimit(
  pid: number | undefined,
  { megabytes, processes }: Limits,
): string | undefined {
  if (pid === undefined || process.platform !== 'linux') return undefined;

  const all = withChildren(pid);
  if (all.length > processes)
    return `It started more than ${processes} processes.`;
  const used = all.reduce((sum, one) => sum + residentOf(one), 0);
  return used > megabytes
    ? `It took more than ${megabytes} MB of memory.`
    : undefined;
}

function withChildren(pid: number): number[] {
  const found = [pid];
  for (let at = 0; at < found.length && found.length < 5000; at += 1) {
    const tasks = `/proc/${found[at]}/task`;
    for (const task of list(tasks)) {
      const children = read(`${tasks}/${task}/children`).split(' ');
      found.push(...children.filter(Boolean).map(Number));
    }
  }
  return found;
}

/** Megabytes. */
function residentOf(pid: number): number {
  const [, kilobytes = '0'] =
    /^VmRSS:\s+(\d+)/m.exec(read(`/proc/${pid}/status`)) ?? [];
  return Number(kilobytes) / 1024;
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Listens here, for another process to accept: connections wait until it does. */
async function openDoor(): Promise<Server> {
  const door = createServer();
  await new Promise<void>((done) => door.listen(0, '127.0.0.1', done));
  return door;
}

function fdOf(door: Server): number {
  return (door as unknown as { _handle: { fd: number } })._handle.fd;
}

function nodeArguments(packages: string): string[] {
  const { typescript } = process.features as { typescript?: unknown };
  if (typescript) return [];
  return ['--import', join(packages, 'tsx', 'dist', 'esm', 'index.mjs')];
}

/** Each entry of the submission that is itself, and no link to something else of this machine. */
function sandboxed(
  dir: string,
  packages: string,
  mode: string,
  variables: Record<string, string>,
): [string, ...string[]] {
  const own = readdirSync(dir)
    .filter((name) => !['node_modules', '.git', '.ground-up'].includes(name))
    .filter((name) => !lstatSync(join(dir, name)).isSymbolicLink());
  const node = realpathSync(process.execPath);
  const prefix = dirname(dirname(node));
  const mounts = [
    ...['/usr', ...(node.startsWith('/usr/') ? [] : [prefix])],
    ...['/etc/ld.so.cache', '/etc/ssl'].filter((path) => existsSync(path)),
  ].map((path) => [path, path] as const);
  const files = [
    ...mounts,
    ...own.map((name) => [join(dir, name), `/work/${name}`] as const),
    [packages, '/work/node_modules'] as const,
    [inside, '/grade/inside.mjs'] as const,
  ];

  return [
    'bwrap',
    ...walls,
    ...['--size', String(64 * 2 ** 20), '--tmpfs', '/tmp'],
    ...['--size', '4096', '--tmpfs', '/work'],
    ...files.flatMap(([from, to]) => ['--ro-bind', from, to]),
    ...['--remount-ro', '/work', '--remount-ro', '/', '--chdir', '/work'],
    ...Object.entries(variables).flatMap((pair) => ['--setenv', ...pair]),
    ...['/bin/sh', '-c', 'ulimit -c 0; ulimit -t 300; exec "$@"', 'sh'],
    ...[node, ...nodeArguments('/work/node_modules')],
    ...['/grade/inside.mjs', mode],
  ];
}

/** The line that says what went wrong, of all that Node prints with it; the next one as well where it ends with a colon. */
function firstError(text: string): string {
  const lines = text.split('\n').map((line) => line.trim());
  const at = Math.max(
    0,
    lines.findIndex((line) => /^\w*Error\b/.test(line)),
  );
  const [line = '', next = ''] = lines.slice(at);
  return (line.endsWith(':') ? `${line} ${next}` : line).slice(0, 300);
}

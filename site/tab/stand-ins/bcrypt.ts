import bcrypt from 'bcryptjs';
import { threads } from '../threads.ts';
import type { Answer, Question } from './bcrypt-thread.ts';

type Callback = (error: Error | undefined, value?: unknown) => void;

interface Call {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

const calls = new Map<number, Call>();
let lastId = 0;
let thread: Promise<MessagePort> | undefined;

/**
 * The package `bcrypt`, by bcryptjs. As there, what does not block has a thread: here one for all, which is started when it is
 * first needed.
 */
const { genSalt, genSaltSync, hashSync, compareSync, getRounds } = bcrypt;

export { genSalt, genSaltSync, hashSync, compareSync, getRounds };

export function hash(...args: unknown[]) {
  return answer('hash', args);
}

export function compare(...args: unknown[]) {
  return answer('compare', args);
}

export default {
  genSalt,
  genSaltSync,
  hash,
  hashSync,
  compare,
  compareSync,
  getRounds,
};

function answer(name: Question['name'], args: unknown[]) {
  const callback = args.at(-1);
  if (typeof callback !== 'function') return ask(name, args);
  const tell = callback as Callback;
  ask(name, args.slice(0, -1)).then((value) => tell(undefined, value), tell);
  return undefined;
}

async function ask(name: Question['name'], args: unknown[]): Promise<unknown> {
  thread ??= startThread();
  const port = await thread;
  return new Promise((resolve, reject) => {
    const id = ++lastId;
    calls.set(id, { resolve, reject });
    port.postMessage({ id, name, args } satisfies Question);
  });
}

async function startThread(): Promise<MessagePort> {
  const { address } = await import('./bcrypt-thread.ts');
  const port = threads.start(address);
  port.onmessage = ({ data }: MessageEvent<Answer>) => {
    const { id, value, error } = data;
    const call = calls.get(id);
    calls.delete(id);
    if (error === undefined) call?.resolve(value);
    else call?.reject(new Error(error));
  };
  return port;
}

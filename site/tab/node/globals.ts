/** What Node has as globals. Evaluated before everything else in the worker. */
import './errors.ts';
import { Buffer } from 'node:buffer';
import { process } from './process.ts';

type Task = (...args: unknown[]) => void;

const tasks = new Map<number, () => void>();
const channel = new MessageChannel();
let lastTask = 0;

channel.port1.onmessage = ({ data }: MessageEvent<number>) => {
  const task = tasks.get(data);
  tasks.delete(data);
  task?.();
};

/** As Node's: after what is waiting, without the 4 ms that a browser adds to nested timers. */
function setImmediate(task: Task, ...args: unknown[]): number {
  tasks.set(++lastTask, () => task(...args));
  channel.port2.postMessage(lastTask);
  return lastTask;
}

function clearImmediate(task: number): void {
  tasks.delete(task);
}

Object.assign(globalThis, {
  global: globalThis,
  Buffer,
  process,
  setImmediate,
  clearImmediate,
});

// Node's timers are objects that can say whether they keep a process alive. Here nothing ends by itself.
for (const method of ['ref', 'unref'] as const)
  Object.defineProperty(Number.prototype, method, {
    value(this: number) {
      return this.valueOf();
    },
    configurable: true,
  });

import { setImmediate } from 'node:timers/promises';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const stop = new AbortController();
let waiting = 0;
let isDone = false;

/** Aborted by Ctrl-C, once `listenForInterrupt` was called. */
export const interrupted = stop.signal;

/**
 * From now on Ctrl-C ends this process between two turns of its event loop, with one line: what is done in one turn is done
 * whole or not at all.
 */
export function listenForInterrupt() {
  for (const signal of signals) process.on(signal, onSignal);
}

function onSignal() {
  stop.abort();
  if (waiting > 0) return;
  console.error(isDone ? 'Stopped, when all was done.' : 'Stopped.');
  process.exit(130);
}

/**
 * Does `work`, which cleans up and throws or returns as soon as `interrupted` is aborted: it is waited for.
 *
 * @template Result
 * @param {() => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function untilStopped(work) {
  waiting += 1;
  try {
    return await work();
  } finally {
    waiting -= 1;
  }
}

/** A signal that came while git ran is noticed when the event loop has turned: a timer may be due before that. */
export async function signalsArrive() {
  await setImmediate();
  await setImmediate();
}

/** All is done: notices a signal that came meanwhile. */
export async function noticeInterrupt() {
  isDone = true;
  await signalsArrive();
}

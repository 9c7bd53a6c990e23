import { useSyncExternalStore } from 'react';
import { nothing, readState, type State, writeState } from './state.ts';

const key = 'ground-up';
const listeners = new Set<() => void>();

/** Undefined until it was read, and after another tab has written. */
let current: State | undefined;

/** Whether this browser keeps what is written: private windows and strict settings may not. */
let isKept = true;

/** What the reader has done; nothing on the server and while a page comes alive. */
export function useProgress(): State {
  return useSyncExternalStore(subscribe, read, () => nothing);
}

/** Changes what is kept, on top of what other tabs have written. */
export function update(change: (state: State) => State): void {
  if (isKept) current = undefined;
  current = change(read());
  try {
    localStorage.setItem(key, writeState(current));
  } catch {
    isKept = false;
  }
  for (const listener of listeners) listener();
}

/** Adds entries of one kind, each with the time of now. */
export function record<Kind extends keyof State>(
  kind: Kind,
  entries: Record<string, Omit<State[Kind][string], 'at'>>,
): void {
  const at = new Date().toISOString();
  const dated = Object.entries(entries).map(([id, entry]) => [
    id,
    { at, ...entry },
  ]);
  update((state) => ({
    ...state,
    [kind]: { ...state[kind], ...Object.fromEntries(dated) },
  }));
}

/** Removes entries of one kind. */
export function forget(kind: keyof State, ids: string[]): void {
  update((state) => ({
    ...state,
    [kind]: Object.fromEntries(
      Object.entries(state[kind]).filter(([id]) => !ids.includes(id)),
    ),
  }));
}

function read(): State {
  if (current) return current;
  try {
    current = readState(localStorage.getItem(key));
  } catch {
    current = nothing;
  }
  return current;
}

function subscribe(listener: () => void): () => void {
  const onStorage = (event: StorageEvent) => {
    if (event.key !== key && event.key !== null) return;
    current = undefined;
    listener();
  };
  listeners.add(listener);
  addEventListener('storage', onStorage);
  return () => {
    listeners.delete(listener);
    removeEventListener('storage', onStorage);
  };
}

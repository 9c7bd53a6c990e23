/** What a reader has done. All of it stays in the reader's browser; every entry says when it was made. */
export interface State {
  /** By question, `crud/put-or-patch`: the option that was chosen last, counted from 0. */
  answers: Record<string, Answer>;
  /** By chapter and step, `crud/read`. */
  steps: Record<string, Step>;
  /** By exchange, `crud/createPost`: what was expected before the response was seen. */
  guesses: Record<string, Guess>;
  /** By question: when it comes up again. */
  boxes: Record<string, Box>;
}

export interface Answer {
  choice: number;
  at: string;
}

export interface Step {
  done: boolean;
  at: string;
}

export interface Guess {
  status: number | null;
  words: string;
  at: string;
}

export interface Box {
  /** 1 to 5: the higher, the longer until it comes up again. */
  box: number;
  due: string;
  at: string;
}

const format = 'ground-up-progress';

type Entry = Record<string, unknown>;

const checks: { [Kind in keyof State]: (entry: Entry) => boolean } = {
  answers: ({ choice }) => isCount(choice),
  steps: ({ done }) => typeof done === 'boolean',
  guesses: ({ status, words }) =>
    (status === null || isCount(status)) && typeof words === 'string',
  boxes: ({ box, due }) => isCount(box) && box >= 1 && box <= 5 && isDate(due),
};

const kinds = Object.keys(checks) as (keyof State)[];

/** Nothing done yet. */
export const nothing: State = {
  answers: {},
  steps: {},
  guesses: {},
  boxes: {},
};

/** What was stored, without whatever in it is damaged. Never throws: a page must not break by what a browser keeps. */
export function readState(text: string | null): State {
  try {
    return clean(JSON.parse(text ?? 'null'));
  } catch {
    return nothing;
  }
}

/** The text to store, and the text of an exported file. */
export function writeState(state: State): string {
  return JSON.stringify({ format, version: 1, ...state }, null, 2);
}

/** The state in an exported file. Throws an error with a sentence for the reader when the text is none. */
export function importState(text: string): State {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch {
    file = undefined;
  }
  if (!isRecord(file) || file.format !== format)
    throw new Error('This file holds no progress of Ground Up.');
  if (file.version !== 1)
    throw new Error(
      'This file was written by a newer Ground Up. Nothing was changed.',
    );
  return clean(file);
}

/** Both together: of two entries for the same thing, the later one. */
export function mergeStates(one: State, other: State): State {
  const merged = kinds.map((kind) => {
    const entries: Record<string, { at: string }> = { ...one[kind] };
    for (const [id, entry] of Object.entries(other[kind])) {
      const known = entries[id];
      if (!known || known.at < entry.at) entries[id] = entry;
    }
    return [kind, entries];
  });
  return Object.fromEntries(merged) as State;
}

/** How many entries a state has. */
export function countEntries(state: State): number {
  return kinds.reduce((sum, kind) => sum + Object.keys(state[kind]).length, 0);
}

function clean(value: unknown): State {
  if (!isRecord(value)) return nothing;

  const state = kinds.map((kind) => {
    const entries = isRecord(value[kind]) ? Object.entries(value[kind]) : [];
    const sound = entries.filter(
      ([id, entry]) =>
        /^[\w-]+\/[\w-]+$/.test(id) &&
        isRecord(entry) &&
        isDate(entry.at) &&
        checks[kind](entry),
    );
    return [kind, Object.fromEntries(sound)];
  });
  return Object.fromEntries(state) as State;
}

function isRecord(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return Number.isInteger(value) && Number(value) >= 0;
}

function isDate(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    /^\d{4}-\d\d-\d\dT/.test(value) &&
    !Number.isNaN(Date.parse(value))
  );
}

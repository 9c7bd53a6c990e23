import { type Chapter, type Files, readCode } from './chapters.ts';
import { type Hunk, hunksBetween } from './hunks.ts';

export interface FileChange {
  path: string;
  status: 'added' | 'removed' | 'modified';
  /** Texts; empty for a file that is not there. */
  before: string;
  after: string;
  /** Why the file is there or gone: of an added or removed file. */
  note?: string;
  hunks: (Hunk & { note?: string })[];
}

/** The code that differs between two snapshots, file by file, in the order of their paths. */
export function diffFiles(before: Files, after: Files): FileChange[] {
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();

  return paths
    .map((path) => toChange(path, before.get(path), after.get(path)))
    .filter(({ before, after }) => before !== after);
}

/** The changes from `before` to `after`, with the notes of `after` where the two are neighbours. */
export function diffChapters(
  before: Chapter | undefined,
  after: Chapter,
): FileChange[] {
  const old = before ? readCode(before.dir) : new Map<string, string>();
  const isNeighbour = Number(before?.number ?? 0) === Number(after.number) - 1;
  const notes = isNeighbour ? after.manifest.changes : {};

  return diffFiles(old, readCode(after.dir)).map((change) =>
    withNotes(change, notes[change.path]),
  );
}

function toChange(
  path: string,
  before: string | undefined,
  after: string | undefined,
): FileChange {
  const status =
    before === undefined
      ? 'added'
      : after === undefined
        ? 'removed'
        : 'modified';
  const texts = { before: before ?? '', after: after ?? '' };

  return {
    path,
    status,
    ...texts,
    hunks: hunksBetween(texts.before, texts.after),
  };
}

function withNotes(
  change: FileChange,
  notes: string | Record<string, string> | undefined,
): FileChange {
  if (typeof notes === 'string') return { ...change, note: notes };

  const hunks = change.hunks.map((hunk) => ({
    ...hunk,
    note: notes?.[hunk.key],
  }));
  return { ...change, hunks };
}

import { diffArrays } from 'diff';
import { diff3Merge } from 'node-diff3';

/** What stands behind the markers of a conflict. */
export interface Labels {
  ours: string;
  theirs: string;
}

export interface Merged {
  text: string;
  /** The line, counted from 1, of the first conflict's marker; undefined when all merged. */
  conflictAt: number | undefined;
}

/**
 * Three-way merge by lines: what `theirs` changed since `base` is made in `ours`. Where both changed the same lines
 * otherwise, the text holds both between git's markers.
 */
export function merge(
  ours: string,
  base: string,
  theirs: string,
  labels: Labels,
): Merged {
  if (theirs === base || theirs === ours) {
    return { text: ours, conflictAt: undefined };
  }
  if (ours === base) return { text: theirs, conflictAt: undefined };

  const lines: string[] = [];
  let conflictAt: number | undefined;
  const regions = diff3Merge(
    ours.split('\n'),
    base.split('\n'),
    theirs.split('\n'),
    { excludeFalseConflicts: true },
  );

  for (const { ok, conflict } of regions) {
    if (ok) lines.push(...ok);
    if (!conflict) continue;

    const settled = mergeImports(conflict) ?? mergeNeighbours(conflict);
    if (settled) {
      lines.push(...settled);
      continue;
    }
    for (const part of splitConflict(conflict)) {
      if (part.same) {
        lines.push(...part.a);
        continue;
      }
      conflictAt ??= lines.length + 1;
      lines.push(
        `<<<<<<< ${labels.ours}`,
        ...part.a,
        '=======',
        ...part.b,
        `>>>>>>> ${labels.theirs}`,
      );
    }
  }

  return { text: lines.join('\n'), conflictAt };
}

interface Conflict {
  a: string[];
  o: string[];
  b: string[];
}

/** A conflict without the lines on which both sides agree, unless those hold no letter or digit. */
function splitConflict({ a, b }: Conflict) {
  const parts: { same: boolean; a: string[]; b: string[] }[] = [];

  for (const { value, added, removed } of diffArrays(a, b)) {
    const same = !added && !removed && value.some((line) => /\w/.test(line));
    const last = parts.at(-1);
    const part = last?.same === same ? last : { same, a: [], b: [] };
    if (part !== last) parts.push(part);
    if (!added) part.a.push(...value);
    if (!removed) part.b.push(...value);
  }
  return parts;
}

/** Lines `from` to `to` (from 0, without `to`) became `lines`. */
interface Edit {
  from: number;
  to: number;
  lines: string[];
}

/**
 * Both sides' edits where they meet but touch no common line: git calls that a conflict, chapters that change
 * neighbouring lines would know nothing else.
 */
function mergeNeighbours({ a, o, b }: Conflict): string[] | undefined {
  const edits = [...editsOf(o, a), ...editsOf(o, b)].sort(
    (one, other) => one.from - other.from || one.to - other.to,
  );
  const clash = edits.some((edit, index) => {
    const before = edits[index - 1];
    return before !== undefined && !canFollow(before, edit);
  });
  if (clash) return undefined;

  const lines: string[] = [];
  let at = 0;
  for (const edit of edits) {
    lines.push(...o.slice(at, edit.from), ...edit.lines);
    at = edit.to;
  }
  return [...lines, ...o.slice(at)];
}

function canFollow(before: Edit, edit: Edit): boolean {
  const isInsertion = ({ from, to }: Edit) => from === to;
  const isEven = ({ from, to, lines }: Edit) => lines.length === to - from;
  if (edit.from < before.to) return false;
  if (edit.from > before.to) return true;
  if (isInsertion(before)) return !isInsertion(edit) && isEven(edit);
  return !isInsertion(edit) || isEven(before);
}

function editsOf(old: string[], now: string[]): Edit[] {
  const edits: Edit[] = [];
  let at = 0;
  let open: Edit | undefined;

  for (const { value, added, removed } of diffArrays(old, now)) {
    if (added || removed) {
      if (!open) {
        open = { from: at, to: at, lines: [] };
        edits.push(open);
      }
      if (added) open.lines.push(...value);
      else open.to += value.length;
    } else {
      open = undefined;
    }
    if (!added) at += value.length;
  }
  return edits;
}

/**
 * Both sides' imports where a conflict holds nothing else: each adds or removes whole lines, and their order means
 * nothing. Sorted by what is imported, as chapters are.
 */
function mergeImports({ a, o, b }: Conflict) {
  const isImport = (line: string) => /^import .*from '[^']+';$/.test(line);
  if (![...a, ...o, ...b].every(isImport)) return undefined;

  const kept = a.filter((line) => b.includes(line) || !o.includes(line));
  const added = b.filter((line) => !o.includes(line) && !a.includes(line));
  const names = [...kept, ...added].map((line) => sourceOf(line));
  if (new Set(names).size < names.length) return undefined;

  return [...kept, ...added].sort((one, other) =>
    sourceOf(one) < sourceOf(other) ? -1 : 1,
  );
}

function sourceOf(line: string): string {
  return /from '([^']+)'/.exec(line)?.[1] ?? '';
}

export interface FileMerge {
  path: string;
  /** The new text; undefined when the file goes. */
  text: string | undefined;
  conflictAt: number | undefined;
}

/**
 * The merges that bring what `theirs` changed since `base` into `ours`, for each file that `theirs` changed:
 * only files whose text in `ours` changes by it. A file that `theirs` removed and `ours` changed is kept as a conflict.
 */
export function mergeFiles(
  ours: ReadonlyMap<string, string>,
  base: ReadonlyMap<string, string>,
  theirs: ReadonlyMap<string, string>,
  labels: Labels,
): FileMerge[] {
  const paths = [...new Set([...base.keys(), ...theirs.keys()])].sort();

  return paths
    .filter((path) => base.get(path) !== theirs.get(path))
    .map((path) =>
      mergeFile(path, ours.get(path), base.get(path), theirs.get(path), labels),
    )
    .filter(
      ({ path, text, conflictAt }) =>
        text !== ours.get(path) || conflictAt !== undefined,
    );
}

function mergeFile(
  path: string,
  ours: string | undefined,
  base: string | undefined,
  theirs: string | undefined,
  labels: Labels,
): FileMerge {
  if (theirs === undefined) {
    const conflictAt = ours !== undefined && ours !== base ? 1 : undefined;
    return { path, text: conflictAt ? ours : undefined, conflictAt };
  }
  if (ours === undefined && base !== undefined) {
    return { path, text: undefined, conflictAt: undefined };
  }
  return { path, ...merge(ours ?? '', base ?? '', theirs, labels) };
}

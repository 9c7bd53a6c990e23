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

    const imports = mergeImports(conflict);
    if (imports) {
      lines.push(...imports);
      continue;
    }
    conflictAt ??= lines.length + 1;
    lines.push(
      `<<<<<<< ${labels.ours}`,
      ...conflict.a,
      '=======',
      ...conflict.b,
      `>>>>>>> ${labels.theirs}`,
    );
  }

  return { text: lines.join('\n'), conflictAt };
}

/**
 * Both sides' imports where a conflict holds nothing else: each adds or removes whole lines, and their order means
 * nothing. Sorted by what is imported, as chapters are.
 */
function mergeImports({ a, o, b }: { a: string[]; o: string[]; b: string[] }) {
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

import { diffArrays } from 'diff';

/** A run of changed lines, without context. Line numbers count from 1; an empty side names the line it stands before. */
export interface Hunk {
  beforeStart: number;
  beforeLines: string[];
  afterStart: number;
  afterLines: string[];
  /** The first changed line, trimmed: what a note is kept under. */
  key: string;
  /** Only imports changed: needs no note. */
  importsOnly: boolean;
}

/** Not what `import('x')` begins. */
const importStatement =
  /^\s*import\b(?:[^;'"()]*\bfrom)?\s*(["'])[^"'\n]*\1[^;()]*;/gm;

type Range = Pick<
  Hunk,
  'beforeStart' | 'beforeLines' | 'afterStart' | 'afterLines'
>;

/** The hunks between two texts: zero context, runs joined over lines that hold no letter or digit, in order. */
export function hunksBetween(before: string, after: string): Hunk[] {
  const old = toLines(before);
  const now = toLines(after);
  const ranges = join(
    changedRanges(old, now).map((range) => slide(range, old, now)),
    old,
    now,
  );

  return nameKeys(ranges);
}

/** The lines of a text, without the empty one after its last line break. */
export function toLines(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

function changedRanges(old: string[], now: string[]): Range[] {
  const ranges: Range[] = [];
  let beforeStart = 1;
  let afterStart = 1;
  let open: Range | undefined;

  for (const { value, added, removed } of diffArrays(old, now)) {
    if (added || removed) {
      if (!open) {
        open = { beforeStart, beforeLines: [], afterStart, afterLines: [] };
        ranges.push(open);
      }
      if (removed) open.beforeLines.push(...value);
      else open.afterLines.push(...value);
    } else {
      open = undefined;
    }
    if (!added) beforeStart += value.length;
    if (!removed) afterStart += value.length;
  }

  return ranges;
}

/** Moves a run of only new (or only removed) lines up while it stays the same change, to where it reads best. */
function slide(range: Range, old: string[], now: string[]): Range {
  const { beforeLines, afterLines } = range;
  if (beforeLines.length > 0 && afterLines.length > 0) return range;

  let { beforeStart, afterStart } = range;
  let lines = beforeLines.length > 0 ? beforeLines : afterLines;
  let best = range;
  let bestScore = score(lines, now[afterStart - 2]);

  for (;;) {
    const above = old[beforeStart - 2];
    if (above === undefined || above !== now[afterStart - 2]) return best;
    if (above !== lines.at(-1)) return best;

    lines = [above, ...lines.slice(0, -1)];
    beforeStart -= 1;
    afterStart -= 1;
    const moved = score(lines, now[afterStart - 2]);
    if (moved > bestScore) {
      bestScore = moved;
      best = {
        beforeStart,
        beforeLines: beforeLines.length > 0 ? lines : [],
        afterStart,
        afterLines: afterLines.length > 0 ? lines : [],
      };
    }
  }
}

/** How well a run reads: it starts with something, after a blank line, as far left as can be. */
function score(lines: string[], above: string | undefined): number {
  const first = lines[0] ?? '';
  const indent = first.length - first.trimStart().length;
  return (
    (isSolid(first) ? 1000 : 0) +
    (above === undefined || above.trim() === '' ? 100 : 0) -
    indent
  );
}

function join(ranges: Range[], old: string[], now: string[]): Range[] {
  const joined: Range[] = [];

  for (const range of ranges) {
    const last = joined.at(-1);
    const gapStart = last ? last.afterStart + last.afterLines.length : 0;
    const gap = now.slice(gapStart - 1, range.afterStart - 1);

    if (last && !gap.some(isSolid)) {
      last.beforeLines = old.slice(
        last.beforeStart - 1,
        range.beforeStart - 1 + range.beforeLines.length,
      );
      last.afterLines = now.slice(
        last.afterStart - 1,
        range.afterStart - 1 + range.afterLines.length,
      );
    } else {
      joined.push({ ...range });
    }
  }

  return joined;
}

function nameKeys(ranges: Range[]): Hunk[] {
  const seen = new Map<string, number>();

  return ranges.map((range) => {
    const first =
      range.afterLines.find(isSolid) ?? range.beforeLines.find(isSolid) ?? '';
    const line = first.trim();
    const count = (seen.get(line) ?? 0) + 1;
    seen.set(line, count);

    return {
      ...range,
      key: count === 1 ? line : `${line} #${count}`,
      importsOnly: isImports(range.beforeLines) && isImports(range.afterLines),
    };
  });
}

function isSolid(line: string): boolean {
  return /[\p{L}\p{N}]/u.test(line);
}

function isImports(lines: string[]): boolean {
  const text = lines.join('\n');
  return text.replaceAll(importStatement, '').trim() === '';
}

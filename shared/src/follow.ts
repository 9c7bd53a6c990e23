import { createTwoFilesPatch, diffArrays } from 'diff';
import { type Bug, applyBug } from './bug.ts';
import type { Files } from './chapters.ts';
import type { Hunk } from './hunks.ts';
import { merge } from './merge.ts';
import { applySolution } from './solution.ts';

/**
 * The lines of `now` that stand where `block` (contiguous lines) stood in `old`; undefined when it did not stand
 * there, or nothing of it is left.
 */
export function followBlock(
  block: string,
  old: string,
  now: string,
): string | undefined {
  const at = `\n${old}`.indexOf(`\n${block}\n`);
  if (at < 0) return undefined;

  const start = `\n${old}`.slice(0, at + 1).split('\n').length - 2;
  const end = start + block.split('\n').length;
  const where = mapLines(old, now);
  const lines = now.split('\n').slice(where.start(start), where.end(end));
  return lines.length > 0 ? lines.join('\n') : undefined;
}

/** The bug's lines in `now`, where they stood in `old`: `[before, after]`; undefined when the edit met the bug. */
export function followBug(
  bug: Bug,
  old: Files,
  now: Files,
): [before: string, after: string] | undefined {
  const text = old.get(bug.path) ?? '';
  const next = now.get(bug.path) ?? '';
  const broken = applyBug(old, bug).get(bug.path) ?? '';
  const { text: nextBroken, conflictAt } = merge(broken, text, next, {
    ours: '',
    theirs: '',
  });
  const before = followBlock(bug.before, text, next);
  const after = followBlock(bug.after, broken, nextBroken);

  return conflictAt || before === undefined || after === undefined
    ? undefined
    : [before, after];
}

/** The patch for `now` that does what `patch` did for `old`; undefined when the edit met it, or a file goes. */
export function followPatch(
  patch: string,
  old: Files,
  now: Files,
): string | undefined {
  const solved = applySolution(old, patch);
  if (!solved) return undefined;

  if ([...old.keys()].some((path) => !solved.has(path))) return undefined;

  const parts: string[] = [];
  for (const [path, after] of solved) {
    const before = old.get(path) ?? '';
    const next = now.get(path) ?? '';
    if (after === before) continue;

    const { text, conflictAt } = merge(after, before, next, {
      ours: '',
      theirs: '',
    });
    if (conflictAt) return undefined;
    const from = old.has(path) ? `a/${path}` : '/dev/null';
    parts.push(
      createTwoFilesPatch(from, `b/${path}`, next, text, '', '', {
        context: 3,
      }).replace(/^=+\n/, ''),
    );
  }
  return parts.join('');
}

/**
 * The key of the hunk that stands, after an edit, where `hunk` stood before it, for a file whose text was `old` and
 * is `now`; undefined when there is none any more.
 */
export function followHunk(
  hunk: Hunk,
  old: string,
  now: string,
  hunks: Hunk[],
): string | undefined {
  if (hunks.some(({ key }) => key === hunk.key)) return hunk.key;

  const where = mapLines(old, now);
  const start = where.start(hunk.afterStart - 1) + 1;
  const end =
    where.end(hunk.afterStart - 1 + Math.max(hunk.afterLines.length, 1)) + 1;
  return hunks.find(
    ({ afterStart, afterLines }) =>
      afterStart < end && afterStart + Math.max(afterLines.length, 1) > start,
  )?.key;
}

/** Where line numbers (from 0) of `old` are in `now`, as the start or the end of a range. */
function mapLines(old: string, now: string) {
  const blocks: {
    from: number;
    to: number;
    start: number;
    end: number;
    same: boolean;
  }[] = [];
  let from = 0;
  let start = 0;

  for (const { value, added, removed } of diffArrays(
    old.split('\n'),
    now.split('\n'),
  )) {
    const to = added ? from : from + value.length;
    const end = removed ? start : start + value.length;
    const last = blocks.at(-1);
    const same = !added && !removed;
    if (last && !last.same && !same) Object.assign(last, { to, end });
    else blocks.push({ from, to, start, end, same });
    from = to;
    start = end;
  }

  return {
    start(line: number): number {
      const block = blocks.find(({ from, to }) => line >= from && line < to);
      if (!block) return start;
      return block.same
        ? block.start + line - block.from
        : Math.min(block.start + line - block.from, block.end);
    },
    end(line: number): number {
      const block = blocks.find(({ from, to }) => line > from && line <= to);
      if (!block) return start;
      if (block.same || line < block.to)
        return Math.min(block.start + line - block.from, block.end);
      return block.end;
    },
  };
}

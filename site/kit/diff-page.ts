import type { Chapter } from '../../shared/src/chapters.ts';
import type { FileChange } from '../../shared/src/diff.ts';
import { highlight } from './highlight.ts';
import type { Block, DiffFile, Line } from './types.ts';

/** Unchanged lines that stay in sight beside a hunk. */
const context = 3;

/** The id of a file's heading on its diff page. */
export function anchorOfFile(path: string): string {
  return path
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .toLowerCase();
}

/** A changed file as its diff page shows it: every line of both versions, unchanged ones apart from hunks folded. */
export function toDiffFile(change: FileChange): DiffFile {
  const { path, status, hunks } = change;
  const blocks = toBlocks(change);
  const count = (sign: string) =>
    blocks.flatMap(({ lines }) => lines).filter((line) => line.sign === sign)
      .length;

  return {
    path,
    anchor: anchorOfFile(path),
    status,
    added: count('+'),
    removed: count('-'),
    blocks: hunks.length > 0 ? blocks : [],
  };
}

/** How many notes stand beside the hunks of a chapter. */
export function countNotes({ manifest }: Chapter): number {
  return Object.values(manifest.changes).reduce(
    (sum, notes) =>
      sum + (typeof notes === 'string' ? 1 : Object.keys(notes).length),
    0,
  );
}

function toBlocks({ path, before, after, hunks, note }: FileChange): Block[] {
  const old = highlight(path, before);
  const now = highlight(path, after);
  const blocks: Block[] = [];
  let beforeLine = 1;
  let afterLine = 1;

  const passUnchanged = (end: number) => {
    const lines: Line[] = [];
    for (; afterLine < end; afterLine += 1, beforeLine += 1) {
      lines.push({
        sign: ' ',
        before: beforeLine,
        after: afterLine,
        tokens: now[afterLine - 1] ?? [],
      });
    }
    return lines;
  };

  for (const hunk of hunks) {
    addUnchanged(blocks, passUnchanged(hunk.afterStart), context);
    blocks.push({
      kind: 'hunk',
      note: hunk.note ?? note,
      lines: [
        ...hunk.beforeLines.map<Line>((line, index) => ({
          sign: '-',
          before: hunk.beforeStart + index,
          tokens: old[hunk.beforeStart - 1 + index] ?? [line],
        })),
        ...hunk.afterLines.map<Line>((line, index) => ({
          sign: '+',
          after: hunk.afterStart + index,
          tokens: now[hunk.afterStart - 1 + index] ?? [line],
        })),
      ],
    });
    beforeLine += hunk.beforeLines.length;
    afterLine += hunk.afterLines.length;
  }
  if (after) {
    addUnchanged(blocks, passUnchanged(countLines(after) + 1), 0);
  }

  return blocks;
}

/**
 * Adds unchanged lines: the first few to the hunk above them, so that its note has room, the last `tail` before the
 * next hunk, and those between folded where that saves anything.
 */
function addUnchanged(blocks: Block[], lines: Line[], tail: number): void {
  const hunk = blocks.at(-1);
  const head = hunk ? context : 0;
  const isShort = lines.length <= head + tail + 1;
  const end = isShort ? lines.length : lines.length - tail;

  if (hunk) hunk.lines.push(...lines.slice(0, isShort ? end : head));
  else if (isShort && end > 0) blocks.push({ kind: 'context', lines });
  if (isShort) return;

  blocks.push({ kind: 'folded', lines: lines.slice(head, end) });
  if (tail > 0) blocks.push({ kind: 'context', lines: lines.slice(end) });
}

function countLines(text: string): number {
  return text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
}

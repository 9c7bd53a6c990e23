import type { Place, Problem } from './tab.ts';
import { type Columns, SourceError } from './transpile.ts';

/** Where a file of the reader stands in a script. */
interface Known {
  file: string;
  columns: Columns;
  /** The line of the script, from 1, in which the file's first line stands. */
  line: number;
  /** Characters before the code in that line. */
  prefix: number;
}

/** What stands in scripts, by the names under which a stack may hold them; in order of lines. */
const known = new Map<string, Known[]>();

export function remember(name: string, entries: Known[]): void {
  known.set(name, entries);
}

const frame = /((?:blob:)?[^\s()@]+?):(\d+):(\d+)/;
const frames = new RegExp(frame, 'g');

/** A stack with the reader's own lines and columns; lines of the runtime and of packages left out. */
export function readStack(stack: string): string {
  const lines = stack.split('\n');
  return lines
    .filter((line) => !isFrame(line) || placeIn(line))
    .map((line) => (isFrame(line) ? placeAll(line) : line))
    .join('\n');
}

/** The same text with the reader's own lines and columns wherever it names a place. */
export function placeAll(text: string): string {
  return text.replaceAll(frames, (whole) => {
    const place = placeIn(whole);
    return place ? `${place.file}:${place.line}:${place.column}` : whole;
  });
}

/** The first place of the reader's files in a stack: in `file`, if one is named. */
export function placeOf(stack = '', file?: string): Place | undefined {
  return stack
    .split('\n')
    .filter(isFrame)
    .map(placeIn)
    .find((place) => place && (file === undefined || place.file === file));
}

/** What a reader is shown of something that was thrown. */
export function problemOf(thrown: unknown): Problem {
  const { name = 'Error', message, stack } = Object(thrown) as Partial<Error>;
  if (message === undefined) return { message: `Thrown: ${String(thrown)}` };
  const place = thrown instanceof SourceError ? thrown.place : placeOf(stack);
  return {
    message: `${name}: ${message}`,
    ...(stack && { stack: readStack(stack) }),
    ...(place && { place }),
  };
}

/** The reader's place for one that is named as the browser names it. */
export function mapPlace({ file, line, column }: Place): Place {
  return placeIn(`${file}:${line}:${column}`) ?? { file, line, column };
}

function isFrame(line: string): boolean {
  return /^\s*at |@/.test(line) && frame.test(line);
}

function placeIn(text: string): Place | undefined {
  const [, name = '', line = '', column = ''] = frame.exec(text) ?? [];
  const entry = known.get(name)?.findLast((one) => one.line <= Number(line));
  if (!entry) return undefined;

  const own = Number(line) - entry.line + 1;
  const before = own === 1 ? entry.prefix : 0;
  const here = Math.max(0, Number(column) - 1 - before);
  return {
    file: entry.file,
    line: own,
    column: there(entry.columns[own - 1], here) + 1,
  };
}

/** The column in the source, both from 0. */
function there(columns: Columns[number] = [], here: number): number {
  const last = columns.findLast(([start]) => start <= here);
  if (!last) return here;
  const [start, from, isOther] = last;
  return isOther ? from : from + here - start;
}

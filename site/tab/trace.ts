import { originalPositionFor, type TraceMap } from '@jridgewell/trace-mapping';
import type { Place, Problem } from './tab.ts';
import { SourceError } from './transpile.ts';

interface Known {
  file: string;
  map: TraceMap;
  /** Characters before the code in its first line. */
  prefix: number;
}

/** Files by the names under which a stack may hold them. */
const known = new Map<string, Known>();

export function remember(names: string[], entry: Known): void {
  for (const name of names) known.set(name, entry);
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
  const entry = known.get(name);
  if (!entry) return undefined;

  const before = line === '1' ? entry.prefix : 0;
  const found = originalPositionFor(entry.map, {
    line: Number(line),
    column: Math.max(0, Number(column) - 1 - before),
  });
  return {
    file: entry.file,
    line: found.line ?? Number(line),
    column: (found.column ?? Number(column) - 1) + 1,
  };
}

import type { Place, Problem } from '../../../tab/tab.ts';

/** What a call to the runtime was rejected with, in words and with its place where that is known. */
export function problemOf(error: unknown): Problem {
  if (typeof error === 'object' && error !== null && 'problem' in error)
    return (error as { problem: Problem }).problem;
  return { message: error instanceof Error ? error.message : String(error) };
}

/** `src/app.ts:8`. */
export function placeText({ file, line }: Place): string {
  return `${file}:${line}`;
}

/** A text in pieces: those that name a place in one of the files are places. */
export function placesIn(
  text: string,
  isFile: (path: string) => boolean,
): (string | { text: string; place: Place })[] {
  const pieces: (string | { text: string; place: Place })[] = [];
  let at = 0;
  for (const match of text.matchAll(
    /([\w.-]+(?:\/[\w.-]+)*):(\d+)(?::(\d+))?/g,
  )) {
    const [whole, file = '', line, column] = match;
    if (!isFile(file)) continue;
    pieces.push(text.slice(at, match.index), {
      text: whole,
      place: { file, line: Number(line), column: Number(column ?? 1) },
    });
    at = match.index + whole.length;
  }
  return [...pieces, text.slice(at)];
}

import type { transform } from 'sucrase';
import { maskSource } from '../../shared/src/mask.ts';
import type { Place } from './tab.ts';

export interface Transpiled {
  /** What stands between `opening` and a closing brace. Its lines are those of the source. */
  code: string;
  columns: Columns;
}

/**
 * Where the columns of each line stand in the source, from 0, as far as they are not the same: from a column here on, those
 * there, or with 1 that one alone, for another text.
 */
export type Columns = [here: number, there: number, isOther?: 1][][];

/** What a module becomes: a function that runs it. */
export const opening =
  'async function (exports, require, $$load, $importmeta) {';

/** Thrown for what is not TypeScript. */
export class SourceError extends SyntaxError {
  place: Place;

  constructor(message: string, place: Place) {
    super(message);
    this.place = place;
  }
}

/**
 * Makes JavaScript of a TypeScript module: types go, imports become calls. Throws a SourceError. What that needs is loaded
 * when it is needed for the first time.
 */
export async function transpile(
  source: string,
  file: string,
): Promise<Transpiled> {
  const [{ transform }, { decodedMappings, TraceMap }] = await Promise.all([
    import('sucrase'),
    import('@jridgewell/trace-mapping'),
  ]);
  const { code, sourceMap } = attempt(transform, source, file);
  if (!sourceMap) throw new Error(`${file}: there is no source map.`);

  const map = new TraceMap({ ...sourceMap, version: 3 });
  const lines = code.split('\n');
  return {
    code: renameSyntax(code),
    columns: decodedMappings(map).map((tokens, line) =>
      columnsOf(tokens, lines[line] ?? ''),
    ),
  };
}

/**
 * Of the tokens of a line those that do not follow from what stands before them. Where only punctuation is left, no error
 * names a place.
 */
function columnsOf(tokens: readonly (readonly number[])[], line: string) {
  const all: Columns[number] = [];
  let shift: number | undefined = 0;
  for (const [at, [here = 0, , , there = 0]] of tokens.entries()) {
    if (!/\w/.test(line.slice(here))) break;
    const [hereNext = 0, , , thereNext = 0] = tokens[at + 1] ?? [];
    const isLast = at === tokens.length - 1;
    const isOther = !isLast && hereNext - here !== thereNext - there;
    if (isOther) all.push([here, there, 1]);
    else if (there - here !== shift) all.push([here, there]);
    shift = isOther ? undefined : there - here;
  }
  return all;
}

function attempt(make: typeof transform, source: string, file: string) {
  try {
    return make(source, {
      transforms: ['typescript', 'imports'],
      keepUnusedImports: true,
      preserveDynamicImport: true,
      sourceMapOptions: { compiledFilename: file },
      filePath: file,
    });
  } catch (error) {
    const { message, loc } = error as Error & {
      loc?: { line: number; column: number };
    };
    const { line = 1, column = 1 } = loc ?? {};
    const [, text = message] =
      /^Error transforming .*?: (.*?)(?: \(\d+:\d+\))?$/s.exec(message) ?? [];
    throw new SourceError(text, { file, line, column });
  }
}

/** What only a module may say gets names of the same length, so that columns stay. */
function renameSyntax(code: string): string {
  const masked = maskSource(code);
  let renamed = code;
  for (const { index } of masked.matchAll(/(?<![\w$.])import(?=\s*\()/g))
    renamed = put(renamed, index, '$$load');
  for (const { index } of masked.matchAll(/(?<![\w$.])import\.meta\b/g))
    renamed = put(renamed, index, '$importmeta');
  return renamed;
}

function put(text: string, at: number, piece: string): string {
  return text.slice(0, at) + piece + text.slice(at + piece.length);
}

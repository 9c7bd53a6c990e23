import { TraceMap } from '@jridgewell/trace-mapping';
import { transform } from 'sucrase';
import { maskSource } from '../../shared/src/mask.ts';
import type { Place } from './tab.ts';

export interface Transpiled {
  /** The body of a function of `exports`, `require`, `$$load` and `$importmeta`. Its lines are those of the source. */
  code: string;
  map: TraceMap;
}

/** Thrown for what is not TypeScript. */
export class SourceError extends SyntaxError {
  place: Place;

  constructor(message: string, place: Place) {
    super(message);
    this.place = place;
  }
}

/** Makes JavaScript of a TypeScript module: types go, imports become calls. Throws a SourceError. */
export function transpile(source: string, file: string): Transpiled {
  const { code, sourceMap } = attempt(source, file);
  if (!sourceMap) throw new Error(`${file}: there is no source map.`);

  return {
    code: renameSyntax(code),
    map: new TraceMap({ ...sourceMap, version: 3 }),
  };
}

function attempt(source: string, file: string) {
  try {
    return transform(source, {
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

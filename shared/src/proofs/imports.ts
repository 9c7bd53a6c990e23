import { lineAt, maskSource } from '../mask.ts';

export interface Import {
  /** Counted from 1. */
  line: number;
  /** What is imported: `./app.ts`, `zod`. */
  from: string;
  /** `import type`: gone when the program runs. */
  typeOnly: boolean;
}

// Masked: what stands in quotes is underscores. TypeScript's own reader takes most of a second to load.
const importing =
  /(?<![.\w$])(?:(?:import|export)(\s+type\b(?!\s+from\b|\s*,))?[^;'"`]*?(?<![.\w$])from\s*|import\s*|(?:import|require(?:\.resolve)?)\s*\(\s*)(["'`])(_*)\2/g;

/** What TypeScript's `source` imports, in order; comments and text do not count. */
export function importsOf(source: string): Import[] {
  return [...maskSource(source).matchAll(importing)].map((found) => {
    const end = found.index + found[0].length - 1;
    const start = end - (found[3]?.length ?? 0);
    return {
      line: lineAt(source, start),
      from: source.slice(start, end),
      typeOnly: found[1] !== undefined,
    };
  });
}

/** The line that makes a `require`, whose imports no one sees; undefined when there is none. */
export function requireLine(source: string): number | undefined {
  const at = maskSource(source).search(/\bcreateRequire\b/);
  return at < 0 ? undefined : lineAt(source, at);
}

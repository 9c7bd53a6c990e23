import { lineAt, maskSource } from '../../shared/src/mask.ts';

/** One `import … from`, or `export … from`. */
export interface Import {
  /** As it is written: `./app.ts`, `node:fs`, `express`. */
  from: string;
  /** What is taken by name; `default` for a default import. */
  names: string[];
  /** From 1. */
  line: number;
}

const statement =
  /^[ \t]*(?:import|export)\s+(type\s+)?(?:([^'"`;=()]*?)\s*from\s*)?(['"])(_*)\3/gm;

/** What TypeScript's `source` imports, types left out. */
export function readImports(source: string): Import[] {
  const masked = maskSource(source);
  return [...masked.matchAll(statement)].flatMap((match) => {
    const [whole, isType, clause = '', , hidden = ''] = match;
    if (isType) return [];
    const end = match.index + whole.length - 1;
    return [
      {
        from: source.slice(end - hidden.length, end),
        names: namesIn(clause),
        line: lineAt(source, end),
      },
    ];
  });
}

/** The line of the first call of `vi.mock`, which replaces a module for another; undefined without one. */
export function lineOfMock(source: string): number | undefined {
  const at = maskSource(source).search(/\bvi\s*\.\s*(?:do)?[mM]ock\(/);
  return at < 0 ? undefined : lineAt(source, at);
}

function namesIn(clause: string): string[] {
  const [, outside = '', inside = ''] =
    /^([^{]*)(?:\{([^}]*)\})?/.exec(clause) ?? [];
  const isDefault = /^[\w$]+/.test(outside.trim());
  const named = inside
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '' && !one.startsWith('type '))
    .map((one) => one.split(/\s+as\s+/)[0] ?? one);
  return [...(isDefault ? ['default'] : []), ...named];
}

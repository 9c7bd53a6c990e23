export interface TestTitle {
  /** As in the source: may hold `%s`. */
  title: string;
  /** Counted from 1. */
  line: number;
}

const call =
  /\btest(?:\.(?:for|each)\((?:\[[\s\S]*?\])(?:\s+as\s+const)?,?\s*\))?\(\s*(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`([^`]*)`)\s*,/g;

/** The titles of the tests in a test file's source, in order. */
export function titlesOf(source: string): TestTitle[] {
  return [...source.matchAll(call)].map((found) => {
    const quoted = found[1] ?? found[2] ?? found[3] ?? '';
    const at = found.index + found[0].lastIndexOf(quoted);
    return {
      title: quoted.replaceAll(/\\(.)/g, '$1'),
      line: source.slice(0, at).split('\n').length,
    };
  });
}

/** Whether `expanded`, as a runner reports it, comes from `title`, as the source has it. */
export function isTitleOf(title: string, expanded: string): boolean {
  const parts = title
    .split(/%[sdifjo#$%]/)
    .map((part) => part.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('[\\s\\S]*')}$`).test(expanded);
}

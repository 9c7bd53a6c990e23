const token =
  /\/\/[^\n]*|\/\*[\s\S]*?\*\/|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\$]|\\[\s\S]|\$(?!\{)|\$\{(?:[^`{}]|`[^`]*`|\{[^{}]*\})*\})*`|(?<=(?:[!&(,:;=>?[{|}~]|\breturn)\s*)\/(?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\//g;

/**
 * TypeScript's `source` with comments and regular expressions blank and what stands in quotes as `_`: each character
 * and line keeps its place, so that what is found there can be read in the source.
 */
export function maskSource(source: string): string {
  return source.replaceAll(token, (text) =>
    text.startsWith('/')
      ? text.replaceAll(/[^\n]/g, ' ')
      : text[0] + text.slice(1, -1).replaceAll(/[^\n]/g, '_') + text[0],
  );
}

/** The line, from 1, of a place in `text`. */
export function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

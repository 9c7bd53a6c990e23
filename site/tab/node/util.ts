import util from 'util/util.js';

export const {
  callbackify,
  debuglog,
  deprecate,
  format,
  inherits,
  inspect,
  isDeepStrictEqual,
  promisify,
  types,
} = util;

const { TextDecoder, TextEncoder } = globalThis;

export { TextDecoder, TextEncoder };

/** The variables in the text of a `.env` file: one a line, `NAME=value`, quotes around the value left out. */
export function parseEnv(text: string): Record<string, string> {
  const pairs = text
    .split('\n')
    .map((line) => /^\s*(?:export\s+)?([\w.-]+)\s*=(.*)$/.exec(line))
    .filter((match) => match !== null)
    .map(([, name = '', value = '']) => [name, valueOf(value.trim())]);
  return Object.fromEntries(pairs) as Record<string, string>;
}

function valueOf(text: string): string {
  const [, , quoted] = /^(['"`])(.*?)\1/.exec(text) ?? [];
  return quoted ?? text.replace(/\s*#.*$/, '');
}

export default { ...util, TextDecoder, TextEncoder, parseEnv };

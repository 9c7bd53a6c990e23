import { normalizeTokens, Prism } from 'prism-react-renderer';
import type { Token } from './types.ts';

const languages: Record<string, string> = {
  ts: 'typescript',
  js: 'javascript',
  json: 'json',
  yml: 'yaml',
  yaml: 'yaml',
};

/**
 * Prism's token types, and the few kinds that have a colour here. Punctuation has none: it would be half of all elements
 * of a diff, and a browser takes its time for each.
 */
const kinds: Record<string, string> = {
  keyword: 'keyword',
  boolean: 'keyword',
  builtin: 'type',
  'class-name': 'type',
  constant: 'type',
  string: 'string',
  'template-string': 'string',
  'string-property': 'property',
  'literal-property': 'property',
  property: 'property',
  regex: 'string',
  comment: 'comment',
  function: 'function',
  number: 'number',
};

/** The tokens of each line of a file; plain text where the language is not known. */
export function highlight(path: string, text: string): Token[][] {
  const source = text.replace(/\n$/, '');
  const grammar =
    Prism.languages[languages[path.split('.').at(-1) ?? ''] ?? ''];
  if (!grammar) return source.split('\n').map((line) => [line]);

  return normalizeTokens(Prism.tokenize(source, grammar)).map((line) =>
    line.filter(({ empty }) => !empty).reduce<Token[]>(append, []),
  );
}

function append(
  tokens: Token[],
  { types, content }: { types: string[]; content: string },
): Token[] {
  const type = [...types].reverse().find((name) => kinds[name]);
  const last = tokens.at(-1);
  const kind = type && content.trim() ? kinds[type] : undefined;

  if (kind) tokens.push([kind, content]);
  else if (typeof last === 'string') tokens[tokens.length - 1] = last + content;
  else tokens.push(content);
  return tokens;
}

import { UserError } from './user-error.ts';

/** Responses by the names of their requests, as far as `{{…}}` refers to them; names of headers in lower case. */
export type Answers = Record<
  string,
  { response: { headers: Record<string, string>; body: unknown } }
>;

/**
 * The text of a request with each `{{…}}` put by what it stands for: a variable, or a part of an earlier response, as in
 * the VS Code REST Client. Throws a UserError for one that refers to nothing.
 */
export function fillIn(
  text: string,
  variables: Record<string, string>,
  done: Answers,
): string {
  return text.replaceAll(
    /\{\{\s*([^}]+?)\s*\}\}/g,
    (whole, expression: string) => {
      const value = variables[expression] ?? lookUp(expression, done);
      if (value === undefined)
        throw new UserError(
          `${whole} refers to nothing. Name an earlier request, a header or a field it has.`,
        );
      return value;
    },
  );
}

function lookUp(expression: string, done: Answers): string | undefined {
  const [, name = '', part, path = ''] =
    /^(\w+)\.response\.(headers|body)\.(.+)$/.exec(expression) ?? [];
  const response = done[name]?.response;
  if (!response) return undefined;
  if (part === 'headers') return response.headers[path.toLowerCase()];

  const keys = path
    .replace(/^\$\.?/, '')
    .split(/[.[\]]+/)
    .filter(Boolean);
  const value = keys.reduce<unknown>(
    (at, key) => (at as Record<string, unknown> | undefined)?.[key],
    response.body,
  );
  return typeof value === 'string' || typeof value === 'number'
    ? String(value)
    : undefined;
}

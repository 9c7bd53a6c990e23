import { UserError } from './user-error.ts';

const targets = ['here', 'before', 'bug', 'unsafe'] as const;

/**
 * The server a request goes to: the chapter, the chapter before, a copy of the chapter with the lesson's bug, or the
 * chapter with the database of its `tests/unsafe-database.ts`.
 */
export type Target = (typeof targets)[number];

export interface HttpRequest {
  name: string;
  title: string;
  on: Target;
  method: string;
  /** As written: may hold `{{…}}`. */
  url: string;
  headers: Record<string, string>;
  body: string;
  /** The line of its `###`, counted from 1. */
  line: number;
}

export interface RequestsFile {
  variables: Record<string, string>;
  requests: HttpRequest[];
}

/**
 * Reads `requests.http` in the dialect of the VS Code REST Client: `### title`, `# @name createPost`, `# @on before`,
 * a request line, headers, an empty line, a body. Throws a UserError that names file, line and remedy.
 */
export function readRequests(text: string, file: string): RequestsFile {
  const lines = text.split(/\r?\n/);
  const starts = lines.flatMap((line, at) =>
    line.startsWith('###') ? [at] : [],
  );
  const head = lines.slice(0, starts[0] ?? lines.length);
  const blocks = starts.map((start, index) =>
    readBlock(
      lines.slice(start, starts[index + 1] ?? lines.length),
      start + 1,
      file,
    ),
  );

  const names = new Set<string>();
  for (const { name, line } of blocks) {
    if (names.has(name))
      throw new UserError(
        `${file}:${line}: the name ${name} is taken. Give the request another.`,
      );
    names.add(name);
  }

  return { variables: readVariables(head), requests: blocks };
}

function readVariables(lines: string[]): Record<string, string> {
  const pairs = lines.flatMap((line) => {
    const found = /^@(\w+)\s*=\s*(.*)$/.exec(line);
    return found ? [[found[1] ?? '', found[2]?.trim() ?? ''] as const] : [];
  });
  return Object.fromEntries(pairs);
}

function readBlock(lines: string[], line: number, file: string): HttpRequest {
  const title = lines[0]?.replace(/^###\s*/, '').trim() ?? '';
  const directives = new Map<string, string>();
  let at = 1;
  for (; at < lines.length && /^\s*(#|\/\/|$)/.test(lines[at] ?? ''); at += 1) {
    const found = /^\s*(?:#|\/\/)\s*@(\w+)\s*(.*)$/.exec(lines[at] ?? '');
    if (found) directives.set(found[1] ?? '', found[2]?.trim() ?? '');
  }

  const name = directives.get('name') ?? '';
  const on = directives.get('on') ?? 'here';
  const [method = '', url = ''] = (lines[at] ?? '').trim().split(/\s+/);
  const fail = (message: string) =>
    new UserError(`${file}:${line}: ${message}`);
  if (!/^\w+$/.test(name))
    throw fail(
      'the request has no name. Write "# @name camelCase" under its title.',
    );
  if (!isTarget(on))
    throw fail(
      `"@on ${on}" is not known. Use before, bug or unsafe, or leave it out.`,
    );
  if (!/^[A-Z]+$/.test(method) || !url)
    throw fail(
      'there is no request line. Write for example GET {{baseUrl}}/posts.',
    );

  const headers: Record<string, string> = {};
  for (at += 1; at < lines.length && lines[at]?.trim(); at += 1) {
    const found = /^([\w-]+):\s*(.*)$/.exec(lines[at] ?? '');
    if (!found)
      throw fail(
        `"${lines[at]}" is not a header. Put an empty line before the body.`,
      );
    headers[found[1] ?? ''] = found[2] ?? '';
  }

  const body = lines
    .slice(at + 1)
    .join('\n')
    .trim();
  return { name, title, on, method, url, headers, body, line };
}

function isTarget(on: string): on is Target {
  return (targets as readonly string[]).includes(on);
}

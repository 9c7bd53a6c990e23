import type { Exchange } from '../../shared/src/exchanges.ts';
import type { ExchangeCard } from './types.ts';

/** A piece of a text: as it stands, or a value that another response gave, by the name of a variable. */
export type Piece = string | { variable: string; from: string; field: string };

/** A request to be written as a command. */
export interface Message {
  method: string;
  url: Piece[];
  headers: [name: string, value: Piece[]][];
  body: Piece[];
}

/** Values of one run that the next one does not know: tokens, ids that are made at random. */
const passing =
  /^eyJ[\w-]+\.|^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The body, or part of it, of an earlier response. */
const reference = /\{\{\s*(\w+)\.response\.(?:headers|body)\.([^}]+?)\s*\}\}/g;

/**
 * A recorded request as a message: what was sent, but a token or an id made at random is a variable, since its value
 * is another one whenever the chapter runs. `asWritten` gives a text as `requests.http` has it.
 */
export function toMessage(
  baseUrl: string,
  { method, path, headers, body }: Exchange['request'],
  asWritten: { url: string; headers: Record<string, string>; body: string },
): Message {
  return {
    method,
    url: [baseUrl, ...toPieces(path, asWritten.url.replace('{{baseUrl}}', ''))],
    headers: Object.entries(headers).map(([name, value]) => [
      name,
      toPieces(value, asWritten.headers[name] ?? value),
    ]),
    body: toPieces(body, asWritten.body),
  };
}

/** `filled` with variables where `written` refers to a value that passes. */
function toPieces(filled: string, written: string): Piece[] {
  const references = [...written.matchAll(reference)];
  if (references.length === 0) return filled ? [filled] : [];

  const fixed = written.split(new RegExp(reference.source)).filter(isFixed);
  const pattern = fixed.map(escapeForRegExp).join('([\\s\\S]*?)');
  const values = new RegExp(`^${pattern}$`).exec(filled)?.slice(1) ?? [];
  if (values.length !== references.length) return [filled];

  const pieces: Piece[] = [];
  references.forEach(([, from = '', path = ''], index) => {
    const field = path.replace(/^\$\.?/, '');
    const value = values[index] ?? '';
    const name = field.match(/\w+/g)?.join('_') ?? '';
    pieces.push(
      fixed[index] ?? '',
      passing.test(value)
        ? { variable: `${from}_${name}`, from, field }
        : value,
    );
  });
  return [...pieces, fixed.at(-1) ?? ''].filter((piece) => piece !== '');

  // Splitting by a pattern with two groups gives two more texts for each match.
  function isFixed(_: string, index: number): boolean {
    return index % 3 === 0;
  }
}

/** The variables of a message, each with the response and the field it stands for. */
export function variablesOf({ url, headers, body }: Message) {
  const all = [...url, ...headers.flatMap(([, value]) => value), ...body];
  const named = all.filter((piece) => typeof piece !== 'string');
  return [...new Map(named.map((piece) => [piece.variable, piece])).values()];
}

/** The ways to send a recorded request: see {@link toMessage}. */
export function commandsOf(
  ...[baseUrl, sent, asWritten]: Parameters<typeof toMessage>
): Pick<ExchangeCard, 'commands' | 'variables'> {
  const message = toMessage(baseUrl, sent, asWritten);
  return {
    commands: {
      curl: asCurl(message),
      powershell: asPowerShell(message),
      fetch: asFetch(message),
    },
    variables: variablesOf(message),
  };
}

/** A command line for curl in a POSIX shell. */
export function asCurl(message: Message): string {
  const { method, url, headers, body } = message;
  const address = url.map((piece) => (typeof piece === 'string' ? piece : ''));
  const words = ['curl', method === 'HEAD' ? '--head' : '--include'];
  if (/[[\]{}]/.test(address.join(''))) words.push('--globoff');
  if (/\/\.{1,2}(\/|$)/.test(address.join(''))) words.push('--path-as-is');
  if (!['GET', 'HEAD'].includes(method)) words.push('--request', method);
  words.push(quoteForShell(url));

  const options = headers.map(
    ([name, value]) =>
      `--header ${quoteForShell([`${name}${value.length > 0 ? ': ' : ';'}`, ...value])}`,
  );
  if (body.length > 0) {
    if (!hasHeader(message, 'content-type'))
      options.push("--header 'Content-Type:'");
    options.push(`--data-raw ${quoteForShell(body)}`);
  }
  return [words.join(' '), ...options].join(' \\\n  ');
}

/** A command for PowerShell 7. */
export function asPowerShell(message: Message): string {
  const { method, url, headers, body } = message;
  const known = /^(GET|HEAD|POST|PUT|DELETE|OPTIONS|PATCH|TRACE)$/.test(method);
  const options = [
    `-Uri ${quoteForPowerShell(url)}`,
    ...(method === 'GET'
      ? []
      : [`-${known ? 'Method' : 'CustomMethod'} ${method}`]),
  ];
  const type = headers.find(([name]) => isContentType(name));
  const others = headers.filter(([name]) => !isContentType(name));
  if (others.length > 0) {
    const pairs = others.map(
      ([name, value]) =>
        `${quoteForPowerShell([name])} = ${quoteForPowerShell(value)}`,
    );
    options.push(`-Headers @{ ${pairs.join('; ')} }`);
  }
  if (type) options.push(`-ContentType ${quoteForPowerShell(type[1])}`);
  if (body.length > 0) options.push(`-Body ${quoteForPowerShell(body)}`);
  options.push('-SkipHttpErrorCheck');

  return ['Invoke-WebRequest', ...options].join(' `\n  ');
}

/** Lines of JavaScript, for Node and for a browser. */
export function asFetch({ method, url, headers, body }: Message): string {
  const options = [
    ...(method === 'GET' ? [] : [`  method: ${quoteForScript([method])},`]),
    ...(headers.length > 0
      ? [
          '  headers: {',
          ...headers.map(
            ([name, value]) =>
              `    ${quoteForScript([name])}: ${quoteForScript(value)},`,
          ),
          '  },',
        ]
      : []),
    ...(body.length > 0 ? [`  body: ${quoteForScript(body)},`] : []),
  ];
  const call =
    options.length > 0
      ? [`fetch(${quoteForScript(url)}, {`, ...options, '});']
      : [`fetch(${quoteForScript(url)});`];

  return [
    `const response = await ${call.join('\n')}`,
    'console.log(response.status, await response.text());',
  ].join('\n');
}

/** One word of a POSIX shell: nothing in single quotes means anything but itself. */
function quoteForShell(pieces: Piece[]): string {
  return merge(pieces)
    .map((piece) =>
      typeof piece === 'string'
        ? `'${piece.replaceAll("'", String.raw`'\''`)}'`
        : `"$${piece.variable}"`,
    )
    .join('');
}

/** PowerShell takes curly quotes for straight ones: both are escaped. */
function quoteForPowerShell(pieces: Piece[]): string {
  if (pieces.every((piece) => typeof piece === 'string')) {
    const text = pieces.join('');
    return `'${text.replaceAll(/['\u2018-\u201b]/g, '$&$&')}'`;
  }

  const text = pieces.map((piece) =>
    typeof piece === 'string'
      ? piece.replaceAll(/[`$"\u201c-\u201e]/g, '`$&')
      : `$(${'$'}${piece.variable})`,
  );
  return `"${text.join('')}"`;
}

function quoteForScript(pieces: Piece[]): string {
  const isPlain = pieces.every((piece) => typeof piece === 'string');
  const text = pieces.join('');
  if (isPlain && !text.includes('\n')) {
    const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
    const escaped = text
      .replaceAll('\\', '\\\\')
      .replaceAll(mark, `\\${mark}`)
      .replaceAll('\r', '\\r');
    return mark + escaped + mark;
  }

  const parts = pieces.map((piece) =>
    typeof piece === 'string'
      ? piece
          .replaceAll(/[\\`]|\$(?=\{)/g, String.raw`\$&`)
          .replaceAll('\r', '\\r')
      : `\${${piece.variable}}`,
  );
  return `\`${parts.join('')}\``;
}

function merge(pieces: Piece[]): Piece[] {
  if (pieces.length === 0) return [''];
  return pieces.reduce<Piece[]>((merged, piece) => {
    const last = merged.at(-1);
    if (typeof piece === 'string' && typeof last === 'string')
      merged[merged.length - 1] = last + piece;
    else merged.push(piece);
    return merged;
  }, []);
}

function hasHeader({ headers }: Message, wanted: string): boolean {
  return headers.some(([name]) => name.toLowerCase() === wanted);
}

function isContentType(name: string): boolean {
  return name.toLowerCase() === 'content-type';
}

function escapeForRegExp(text: string): string {
  return text.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`);
}

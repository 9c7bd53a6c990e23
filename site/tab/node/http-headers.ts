/** What Node keeps the first of when a header comes twice (documentation of `message.headers`). */
const single = new Set([
  'age',
  'authorization',
  'content-length',
  'content-type',
  'etag',
  'expires',
  'from',
  'host',
  'if-modified-since',
  'if-unmodified-since',
  'last-modified',
  'location',
  'max-forwards',
  'proxy-authorization',
  'referer',
  'retry-after',
  'server',
  'user-agent',
]);

const token = /^[\^_`a-zA-Z\-0-9!#$%&'*+.|~]+$/;
const invalidCharacter = /[^\t\x20-\x7e\x80-\xff]/;

export type Header = [name: string, value: string];
type Given = string | number | readonly string[];

/** Headers as `message.headers` has them: by lower-case name, joined as Node joins them. */
export function joinHeaders(
  headers: Header[],
): Record<string, string | string[]> {
  const joined: Record<string, string | string[]> = {};
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    const before = joined[key];
    if (key === 'set-cookie') joined[key] = [...(before ?? []), value];
    else if (before === undefined) joined[key] = value;
    else if (!single.has(key))
      joined[key] =
        `${String(before)}${key === 'cookie' ? '; ' : ', '}${value}`;
  }
  return joined;
}

/** Headers that go out, in the order they were set. Throws what Node throws for names and values that no header has. */
export class OutgoingHeaders {
  #headers = new Map<string, [name: string, value: Given]>();

  set(name: string, value: Given): void {
    if (typeof name !== 'string' || !token.test(name))
      throw invalid(
        'ERR_INVALID_HTTP_TOKEN',
        `Header name must be a valid HTTP token ["${name}"]`,
      );
    if (value === undefined)
      throw invalid(
        'ERR_HTTP_INVALID_HEADER_VALUE',
        `Invalid value "undefined" for header "${name}"`,
      );
    for (const one of [value].flat())
      if (invalidCharacter.test(String(one)))
        throw invalid(
          'ERR_INVALID_CHAR',
          `Invalid character in header content ["${name}"]`,
        );
    this.#headers.set(name.toLowerCase(), [name, value]);
  }

  get(name: string): Given | undefined {
    return this.#headers.get(name.toLowerCase())?.[1];
  }

  has(name: string): boolean {
    return this.#headers.has(name.toLowerCase());
  }

  delete(name: string): void {
    this.#headers.delete(name.toLowerCase());
  }

  names(): string[] {
    return [...this.#headers.keys()];
  }

  rawNames(): string[] {
    return [...this.#headers.values()].map(([name]) => name);
  }

  /** Each value once, as it goes over a connection. */
  all(): Header[] {
    return [...this.#headers.values()].flatMap(([name, value]) =>
      [value].flat().map((one): Header => [name, String(one)]),
    );
  }

  toObject(): Record<string, Given> {
    const object = Object.create(null) as Record<string, Given>;
    for (const [key, [, value]] of this.#headers) object[key] = value;
    return object;
  }
}

function invalid(code: string, message: string): TypeError {
  return Object.assign(new TypeError(message), { code });
}

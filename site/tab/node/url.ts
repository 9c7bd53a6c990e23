const { URL, URLSearchParams } = globalThis;

export { URL, URLSearchParams };

export function fileURLToPath(url: string | URL): string {
  const { protocol, pathname } = new URL(url);
  if (protocol !== 'file:')
    throw Object.assign(new TypeError('The URL must be of scheme file'), {
      code: 'ERR_INVALID_URL_SCHEME',
    });
  return decodeURIComponent(pathname);
}

export function pathToFileURL(path: string): URL {
  const encoded = encodeURI(path).replaceAll(/[?#]/g, encodeURIComponent);
  return new URL(`file://${encoded}`);
}

interface Legacy {
  protocol: string | null;
  auth: string | null;
  host: string | null;
  hostname: string | null;
  port: string | null;
  pathname: string | null;
  search: string | null;
  query: string | Record<string, string> | null;
  hash: string | null;
  path: string | null;
  href: string;
}

/** What Node's old `url.parse` gives for an absolute address, or for a path with a query; `asObject` is for the query. */
export function parse(text: string, asObject = false): Legacy {
  const base = /^[a-z][\w+.-]*:/i.test(text) ? undefined : 'http://none';
  const url = new URL(text, base);
  const orNull = (part: string) => (part === '' || base ? null : part);
  const { pathname, search, hash } = url;
  return {
    protocol: orNull(url.protocol),
    auth: orNull(
      [url.username, url.password]
        .filter(Boolean)
        .map(decodeURIComponent)
        .join(':'),
    ),
    host: orNull(url.host),
    hostname: orNull(url.hostname),
    port: orNull(url.port),
    pathname:
      base && !text.startsWith('/') ? text.split(/[?#]/)[0] || null : pathname,
    search: search || null,
    query: asObject
      ? Object.fromEntries(url.searchParams)
      : search.slice(1) || null,
    hash: hash || null,
    path: pathname + search,
    href: base ? text : url.href,
  };
}

/** The text of an address, or of its parts as `parse` gives them. */
export function format(parts: URL | Partial<Legacy>): string {
  if (parts instanceof URL) return parts.href;
  const { protocol, auth, host, hostname, port, pathname, search, hash } =
    parts;
  const place = host ?? (hostname ? hostname + (port ? `:${port}` : '') : '');
  return [
    protocol ? `${protocol}//` : '',
    auth ? `${auth}@` : '',
    place,
    pathname ?? '',
    search ?? '',
    hash ?? '',
  ].join('');
}

export function resolve(from: string, to: string): string {
  const none = 'resolve://none';
  const url = new URL(to, new URL(from, none));
  return url.href.startsWith(none) ? url.href.slice(none.length) : url.href;
}

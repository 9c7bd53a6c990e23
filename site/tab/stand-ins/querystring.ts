/** What Express asks of `node:querystring`, by the browser's reader of forms. */
const mostPairs = 1_000;

type Query = Record<string, string | string[]>;

/** Without a query there is no text. */
export function parse(text?: string | null): Query {
  const query = Object.create(null) as Query;
  if (!text) return query;
  // The browser would take a question mark for the sign before a query.
  const pairs = [...new URLSearchParams(`&${text}`)].slice(0, mostPairs);
  for (const [name, value] of pairs) {
    const before = query[name];
    query[name] = before === undefined ? value : [before, value].flat();
  }
  return query;
}

export function stringify(query: Query): string {
  return Object.entries(query)
    .flatMap(([name, value]) => [value].flat().map((one) => [name, one]))
    .map((pair) => pair.map((part) => encodeURIComponent(part ?? '')).join('='))
    .join('&');
}

export const escape = encodeURIComponent;
export const unescape = decodeURIComponent;

/**
 * What a page with a tab may load and ask, as the value of a Content-Security-Policy in its `<meta>`. The worker is made
 * from a blob, and so it has the policy of its page: code of a reader reaches no other host.
 *
 * - `blob:` in `script-src`: each file of a chapter is a module made from a blob. There is no `unsafe-eval`.
 * - `'self'` in `default-src`: Firefox asks it about pages that are fetched ahead. What else it would allow is refused.
 * - `wasm-unsafe-eval`: SQLite is WebAssembly.
 */
export const tabPolicy = {
  'default-src': "'self'",
  'script-src': "'self' blob: 'wasm-unsafe-eval'",
  'worker-src': "'self' blob:",
  'connect-src': "'self'",
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data:",
  'font-src': "'self'",
  'frame-src': "'none'",
  'media-src': "'none'",
  'object-src': "'none'",
  'base-uri': "'self'",
  'form-action': "'self'",
} as const;

/** The policy as one line; `more` adds sources to directives that a page needs besides. */
export function policyLine(
  more: Partial<Record<keyof typeof tabPolicy, string>> = {},
): string {
  return Object.entries(tabPolicy)
    .map(([name, sources]) =>
      [name, sources, more[name as keyof typeof tabPolicy]]
        .filter(Boolean)
        .join(' '),
    )
    .join('; ');
}

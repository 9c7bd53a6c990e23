/**
 * The Content-Security-Policy of a page that runs a reader's code. The worker that runs it inherits it: it reaches this
 * site's own files and no other host, and makes modules of texts (`blob:`) and of WebAssembly, but evaluates no string.
 * Scripts inside the page itself are allowed by their hashes, which a build adds. Style is not what is guarded against.
 */
export const policy: Record<string, string[]> = {
  'default-src': ["'self'"],
  'script-src': ["'self'", 'blob:', "'wasm-unsafe-eval'"],
  'worker-src': ["'self'", 'blob:'],
  'connect-src': ["'self'"],
  'img-src': ["'self'", 'data:'],
  'style-src': ["'self'", "'unsafe-inline'"],
  'object-src': ["'none'"],
  'frame-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
};

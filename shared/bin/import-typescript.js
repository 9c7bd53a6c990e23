/** Node 22.18 and later run TypeScript themselves; on an older one tsx does it, once asked. */
let isReady = Boolean(process.features.typescript);

/**
 * Imports a TypeScript module by its URL, with Node's own loader.
 *
 * @param {string} url
 */
export async function importTypeScript(url) {
  if (!isReady) {
    const { register } = await import('tsx/esm/api');
    register();
    isReady = true;
  }
  return import(url);
}

import { packages } from 'virtual:packages';

type Exports = Record<string, unknown>;

/** What a chapter may import by name. Each is a file of its own, loaded when a chapter asks for it. */
const builtins: Record<string, () => Promise<object>> = {
  'node:buffer': () => import('./node/buffer.ts'),
  'node:crypto': () => import('./node/crypto.ts'),
  'node:events': () => import('./node/events.ts'),
  'node:fs': () => import('./node/fs.ts'),
  'node:fs/promises': () => import('./node/fs-promises.ts'),
  'node:http': () => import('./node/http.ts'),
  'node:net': () => import('./node/net.ts'),
  'node:os': () => import('./node/os.ts'),
  'node:path': () => import('./node/path.ts'),
  'node:stream': () => import('./node/stream.ts'),
  'node:stream/consumers': () => import('./node/stream-consumers.ts'),
  'node:timers/promises': () => import('./node/timers-promises.ts'),
  'node:url': () => import('./node/url.ts'),
  'node:util': () => import('./node/util.ts'),
};

/** Finds modules that are no files of the reader; `onLoading` is told before and after each that has to come. */
export function findModules(onLoading: (isLoading: boolean) => void) {
  return (name: string): Promise<Exports> | undefined => {
    const load = builtins[name] ?? packages[name];
    if (!load) return undefined;

    onLoading(true);
    return load().then((exports) => {
      onLoading(false);
      return asModule(exports);
    });
  };
}

/**
 * The same exports, marked as those of a module: what sucrase makes of an import asks for the mark. Of a package in the
 * older form, CommonJS, `default` is all of it, and its properties are exports as well: so Node has it.
 */
function asModule(exports: object): Exports {
  const marked = Object.create(null) as Exports;
  const { default: whole = exports } = exports as { default?: object };
  const isOlder = Object.keys(exports).join() === 'default';
  for (const [from, names] of [
    ...(isOlder ? [[whole, Object.keys(whole)] as const] : []),
    [exports, Object.keys(exports)] as const,
  ])
    for (const name of names)
      Object.defineProperty(marked, name, {
        get: () => (from as Exports)[name],
        enumerable: true,
        configurable: true,
      });
  if (!('default' in marked))
    Object.defineProperty(marked, 'default', { value: exports });
  return Object.defineProperty(marked, '__esModule', { value: true });
}

import { existsSync, readFileSync } from './node/fs.ts';
import { fileURLToPath } from './node/url.ts';
import { type Import, readImports } from './imports.ts';
import { remember } from './trace.ts';
import { opening, SourceError, transpile } from './transpile.ts';

type Exports = Record<string, unknown>;
export type Body = (
  exports: Exports,
  require: (from: string) => Exports,
  load: (from: string) => Promise<Exports>,
  meta: object,
) => Promise<void>;

interface Module {
  exports: Exports;
  done: Promise<void>;
}

/** A file that has been made JavaScript: what it imports, and what runs it. */
interface Ready {
  imports: Import[];
  body: Body | Promise<Body>;
}

/** Gives the modules that are no files of the reader: what is not there is undefined. */
export type FindModule = (name: string) => Promise<Exports> | undefined;

/** Gives what runs a file that the reader has left as the build found it; `path` is as in the chapter's folder. */
export type FindBuilt = (path: string) => Body | undefined;

const root = '/app/';
const start = `export default ${opening}`;

/**
 * Runs TypeScript files as modules. Each that the build has not made JavaScript becomes a module made from a `blob:`
 * address, so that nothing needs `eval`; what it imports runs before it, as the order of its imports says.
 */
export function createLoader(findModule: FindModule, findBuilt: FindBuilt) {
  const modules = new Map<string, Module>();
  const found = new Map<string, Exports>();
  const ready = new Map<string, Promise<Ready>>();

  /**
   * Gets the file at `path`, absolute, and those that it imports ready before they are asked for, and lets all packages
   * that they name come at once. Never rejects: what is wrong with a file is told when it is loaded.
   */
  async function prepare(path: string, seen = new Set<string>()) {
    if (seen.has(path) || !path.endsWith('.ts') || !existsSync(path)) return;
    seen.add(path);
    const [made] = await Promise.allSettled([getReady(path)]);
    if (made.status === 'rejected') return;
    await Promise.allSettled(
      made.value.imports.map(({ from }) =>
        isFile(from) ? prepare(targetOf(path, from), seen) : bring(from, seen),
      ),
    );
  }

  /** Lets a package come, once: what is there by the name is found when it is imported. */
  async function bring(name: string, seen: Set<string>): Promise<void> {
    if (seen.has(name) || found.has(name)) return;
    seen.add(name);
    await findModule(name);
  }

  function getReady(path: string): Promise<Ready> {
    const before = ready.get(path);
    if (before) return before;
    const made = makeReady(path);
    ready.set(path, made);
    return made;
  }

  async function makeReady(path: string): Promise<Ready> {
    const file = nameOf(path);
    const source = readFileSync(path, 'utf8') as string;
    const imports = readImports(source);
    const built = findBuilt(file);
    if (built) return { imports, body: built };

    const { code, columns } = await transpile(source, file);
    const text = `${start}${code}\n}\n//# sourceURL=${file}\n`;
    const url = URL.createObjectURL(
      new Blob([text], { type: 'text/javascript' }),
    );
    for (const name of [url, file])
      remember(name, [{ file, columns, line: 1, prefix: start.length }]);
    const body = importModule(url, file).finally(() =>
      URL.revokeObjectURL(url),
    );
    body.catch(() => {}); // told to whoever loads it
    return { imports, body };
  }

  /** The exports of the file at `path`, absolute. Throws what the file throws, and a SourceError for one that is none. */
  async function load(path: string): Promise<Exports> {
    await prepare(path);
    const { exports, done } = begin(path);
    await done;
    return exports;
  }

  function begin(path: string): Module {
    const before = modules.get(path);
    if (before) return before;

    const exports = Object.defineProperty({}, '__esModule', { value: true });
    const module: Module = { exports, done: Promise.resolve() };
    modules.set(path, module);
    module.done = evaluate(path, exports);
    module.done.catch(() => {}); // told to whoever waits for it
    return module;
  }

  async function evaluate(path: string, exports: Exports): Promise<void> {
    if (path.endsWith('.json')) {
      exports['default'] = JSON.parse(readFileSync(path, 'utf8') as string);
      return;
    }

    const file = nameOf(path);
    const { imports, body } = await getReady(path);
    const wanted = new Map<string, Exports>();
    for (const { from, names, line } of imports) {
      const given = await resolve(path, from, { file, line, column: 1 });
      wanted.set(from, given);
      for (const name of names) refuseMissing(given, name, from, file, line);
    }

    const run = await body;
    await run(
      exports,
      (from) => wanted.get(from) ?? {},
      (from) => resolve(path, from, undefined, true),
      metaOf(path),
    );
  }

  /** What `from` means in the file `path`. */
  async function resolve(
    path: string,
    from: string,
    place?: SourceError['place'],
    isDynamic = false,
  ): Promise<Exports> {
    if (isFile(from)) {
      const target = targetOf(path, from);
      if (!existsSync(target)) throw notFound(from, path, place);
      const { exports, done } = begin(target);
      // A file that is being run already waits for this one: a circle.
      if (isDynamic || !isRunning(target, path)) await done;
      return exports;
    }

    const known = found.get(from) ?? (await findModule(from));
    if (!known) throw notFound(from, path, place);
    found.set(from, known);
    return known;
  }

  const waiting = new Map<string, Set<string>>();

  /** Whether `target` waits, through others, for `path`; notes that `path` waits for `target` if it does not. */
  function isRunning(target: string, path: string): boolean {
    if (target === path || reaches(target, path)) return true;
    waiting.set(path, (waiting.get(path) ?? new Set()).add(target));
    return false;
  }

  function reaches(from: string, to: string, seen = new Set<string>()) {
    if (seen.has(from)) return false;
    seen.add(from);
    for (const next of waiting.get(from) ?? [])
      if (next === to || reaches(next, to, seen)) return true;
    return false;
  }

  /** The file at `path` is another one now, and has not been loaded. */
  function forget(path: string): void {
    ready.delete(path);
  }

  return { load, prepare, forget };
}

async function importModule(url: string, file: string): Promise<Body> {
  try {
    const { default: body } = (await import(url)) as { default: Body };
    return body;
  } catch (error) {
    // The browser says what is wrong, and not where.
    throw new SourceError((error as Error).message, {
      file,
      line: 1,
      column: 1,
    });
  }
}

/** Whether an import names a file of the reader. */
function isFile(from: string): boolean {
  return /^(\.|file:)/.test(from);
}

function targetOf(path: string, from: string): string {
  return fileURLToPath(new URL(from, `file://${path}`));
}

/** As the reader knows the file at `path`. */
function nameOf(path: string): string {
  return path.startsWith(root) ? path.slice(root.length) : path;
}

function metaOf(path: string) {
  return {
    url: `file://${path}`,
    filename: path,
    dirname: path.slice(0, path.lastIndexOf('/')) || '/',
  };
}

/** As in Node, a name that is not there is an error before anything runs. In a circle it may come later. */
function refuseMissing(
  given: Exports,
  name: string,
  from: string,
  file: string,
  line: number,
): void {
  const isComplete = Object.keys(given).length > 0;
  if (!isComplete || name in given) return;
  throw new SourceError(
    `The module '${from}' does not provide an export named '${name}'.`,
    { file, line, column: 1 },
  );
}

function notFound(
  from: string,
  path: string,
  place?: SourceError['place'],
): Error {
  const message = `There is no module '${from}' here. ${path.replace(root, '')} imports it: see the page on the runtime for what there is.`;
  return Object.assign(
    place ? new SourceError(message, place) : new Error(message),
    { code: 'ERR_MODULE_NOT_FOUND' },
  );
}

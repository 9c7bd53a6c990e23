/** `node:fs` in memory: what is written is gone with the worker. Holds the chapter's files below /app. */
import { Readable } from 'node:stream';
import { join, resolve } from 'node:path';

type Encoding = BufferEncoding | { encoding?: BufferEncoding; flag?: string };
type Callback = (error: unknown, result?: unknown) => void;

const root = '/app';
const files = new Map<string, Buffer>();
const folders = new Set(['/', root, '/tmp']);

export const constants = { F_OK: 0, X_OK: 1, W_OK: 2, R_OK: 4 };

/** What a path is, as far as a file in memory is anything. */
export class Stats {
  size: number;
  mode: number;
  mtime = new Date(0);
  ctime = new Date(0);
  birthtime = new Date(0);
  mtimeMs = 0;
  ino = 1;
  #isFolder: boolean;

  constructor(size: number, isFolder: boolean) {
    this.size = size;
    this.#isFolder = isFolder;
    this.mode = isFolder ? 0o40_755 : 0o100_644;
  }

  isFile() {
    return !this.#isFolder;
  }

  isDirectory() {
    return this.#isFolder;
  }

  isSymbolicLink() {
    return false;
  }

  isFIFO() {
    return false;
  }
}

class Dirent extends Stats {
  name: string;
  parentPath: string;

  constructor(name: string, parentPath: string, isFolder: boolean) {
    super(0, isFolder);
    this.name = name;
    this.parentPath = parentPath;
  }
}

const operations = {
  readFile(path: unknown, options?: Encoding) {
    const bytes = files.get(placeOf(path));
    if (!bytes) throw missing('open', path);
    const encoding = encodingOf(options);
    return encoding ? bytes.toString(encoding) : Buffer.from(bytes);
  },
  writeFile(path: unknown, data: string | Uint8Array, options?: Encoding) {
    const place = placeOf(path);
    const flag = typeof options === 'object' ? options.flag : undefined;
    if (flag?.includes('x') && files.has(place))
      throw failure('EEXIST', 'file already exists', 'open', path);
    if (!folders.has(join(place, '..'))) throw missing('open', path);
    files.set(
      place,
      typeof data === 'string'
        ? Buffer.from(data, encodingOf(options))
        : Buffer.from(data),
    );
  },
  appendFile(path: unknown, data: string | Uint8Array) {
    const before = files.get(placeOf(path)) ?? Buffer.alloc(0);
    operations.writeFile(path, Buffer.concat([before, Buffer.from(data)]));
  },
  copyFile(from: unknown, to: unknown) {
    operations.writeFile(to, operations.readFile(from));
  },
  stat(path: unknown) {
    const place = placeOf(path);
    const bytes = files.get(place);
    if (bytes) return new Stats(bytes.length, false);
    if (folders.has(place)) return new Stats(0, true);
    throw missing('stat', path);
  },
  lstat: (path: unknown) => operations.stat(path),
  access: (path: unknown) => void operations.stat(path),
  realpath: (path: unknown) => placeOf(path),
  readdir(path: unknown, options?: { withFileTypes?: boolean }) {
    const place = placeOf(path);
    if (!folders.has(place)) throw missing('scandir', path);
    const inside = (other: string) =>
      other !== place && join(other, '..') === place;
    const nameOf = (other: string) => other.slice(join(place, '/').length);
    const entries = [
      ...[...folders].filter(inside).map((one) => [nameOf(one), true] as const),
      ...[...files.keys()]
        .filter(inside)
        .map((one) => [nameOf(one), false] as const),
    ].sort(([one], [other]) => (one < other ? -1 : 1));
    return entries.map(([name, isFolder]) =>
      options?.withFileTypes ? new Dirent(name, place, isFolder) : name,
    );
  },
  mkdir(path: unknown, options?: { recursive?: boolean }) {
    const place = placeOf(path);
    if (folders.has(place) && !options?.recursive)
      throw failure('EEXIST', 'file already exists', 'mkdir', path);
    addFolder(place);
  },
  mkdtemp(prefix: string) {
    const folder = `${prefix}${Math.random().toString(36).slice(2, 8)}`;
    addFolder(placeOf(folder));
    return folder;
  },
  unlink(path: unknown) {
    if (!files.delete(placeOf(path))) throw missing('unlink', path);
  },
  rm(path: unknown, options?: { recursive?: boolean; force?: boolean }) {
    const place = placeOf(path);
    if (!existsSync(path) && !options?.force) throw missing('rm', path);
    for (const known of [files, folders])
      for (const other of known.keys())
        if (other === place || other.startsWith(`${place}/`))
          known.delete(other);
  },
  rename(from: unknown, to: unknown) {
    operations.copyFile(from, to);
    operations.unlink(from);
  },
};

export function existsSync(path: unknown): boolean {
  return files.has(placeOf(path)) || folders.has(placeOf(path));
}

/** Puts the chapter's files where a program finds them, and nothing else. */
export function setFiles(texts: Record<string, string>): void {
  operations.rm(root, { recursive: true, force: true });
  for (const [path, text] of Object.entries(texts)) {
    const place = resolve(root, path);
    addFolder(join(place, '..'));
    files.set(place, Buffer.from(text));
  }
}

export const promises = Object.fromEntries(
  Object.entries(operations).map(([name, operation]) => [
    name,
    async (...args: unknown[]) =>
      (operation as (...args: unknown[]) => unknown)(...args),
  ]),
) as {
  [Name in keyof typeof operations]: (
    ...args: Parameters<(typeof operations)[Name]>
  ) => Promise<ReturnType<(typeof operations)[Name]>>;
};

export const readFileSync = operations.readFile;
export const writeFileSync = operations.writeFile;
export const appendFileSync = operations.appendFile;
export const copyFileSync = operations.copyFile;
export const statSync = operations.stat;
export const lstatSync = operations.lstat;
export const accessSync = operations.access;
export const realpathSync = Object.assign(
  (path: unknown) => operations.realpath(path),
  { native: operations.realpath },
);
export const readdirSync = operations.readdir;
export const mkdirSync = operations.mkdir;
export const mkdtempSync = operations.mkdtemp;
export const unlinkSync = operations.unlink;
export const rmSync = operations.rm;
export const renameSync = operations.rename;
export const readFile = withCallback(operations.readFile);
export const writeFile = withCallback(operations.writeFile);
export const stat = withCallback(operations.stat);
export const lstat = withCallback(operations.lstat);
export const access = withCallback(operations.access);
export const readdir = withCallback(operations.readdir);
export const mkdir = withCallback(operations.mkdir);
export const unlink = withCallback(operations.unlink);
export const rm = withCallback(operations.rm);
export const realpath = Object.assign(withCallback(operations.realpath), {
  native: withCallback(operations.realpath),
});

export function createReadStream(
  path: string,
  { start = 0, end }: { start?: number; end?: number } = {},
): Readable {
  const stream = new Readable({ read() {} });
  queueMicrotask(() => {
    try {
      const bytes = operations.readFile(path) as Buffer;
      stream.push(bytes.subarray(start, end === undefined ? end : end + 1));
      stream.push(null);
    } catch (error) {
      stream.destroy(error as Error);
    }
  });
  return stream;
}

function withCallback(operation: (...args: never[]) => unknown) {
  return (...args: unknown[]): void => {
    const callback = args.pop() as Callback;
    try {
      const result = (operation as (...args: unknown[]) => unknown)(...args);
      queueMicrotask(() => callback(null, result));
    } catch (error) {
      queueMicrotask(() => callback(error));
    }
  };
}

function placeOf(path: unknown): string {
  const text =
    path instanceof URL ? decodeURIComponent(path.pathname) : String(path);
  return resolve(root, text);
}

function addFolder(place: string): void {
  if (folders.has(place)) return;
  folders.add(place);
  addFolder(join(place, '..'));
}

function encodingOf(options?: Encoding): BufferEncoding | undefined {
  return typeof options === 'string' ? options : options?.encoding;
}

function missing(call: string, path: unknown): Error {
  return failure('ENOENT', 'no such file or directory', call, path);
}

function failure(code: string, what: string, call: string, path: unknown) {
  const text = path instanceof URL ? path.pathname : String(path);
  return Object.assign(new Error(`${code}: ${what}, ${call} '${text}'`), {
    code,
    errno: code === 'ENOENT' ? -2 : -17,
    syscall: call,
    path: text,
  });
}

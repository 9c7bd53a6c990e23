import { type Import, lineOfMock, readImports } from './imports.ts';
import type { Files } from './tab.ts';

/** What the runtime has, by module: the names it exports, or null for a package, which is whole. */
export type Names = Record<string, string[] | null>;

/** Something a file needs and a page does not have. */
export interface Lack {
  file: string;
  line: number;
  /** `node:net (connect)`, or a module alone. */
  what: string;
  /** A sentence. */
  why: string;
}

const reasons: Record<string, string> = {
  'node:child_process': 'A page starts no processes.',
  'node:net': 'A page opens no sockets.',
  'node:zlib': 'The runtime does not compress.',
  'vi.mock': 'The runtime does not replace modules.',
};

/** What `file` and all it imports below `files` lack, where they lack it. */
export function lacksOf(file: string, files: Files, names: Names): Lack[] {
  const seen = new Set<string>();
  const lacks: Lack[] = [];
  visit(file);
  return lacks;

  function visit(path: string): void {
    const source = files[path];
    if (seen.has(path) || source === undefined) return;
    seen.add(path);

    const mock = lineOfMock(source);
    if (mock !== undefined) add(path, mock, 'vi.mock', 'vi.mock');
    for (const one of readImports(source)) {
      if (one.from.startsWith('.')) visit(resolveIn(path, one.from));
      else lackOf(path, one);
    }
  }

  function lackOf(path: string, { from, names: wanted, line }: Import): void {
    const known = names[from];
    if (known === undefined) return add(path, line, from, from);
    const missing = wanted.filter(
      (name) => name !== 'default' && known && !known.includes(name),
    );
    if (missing.length > 0)
      add(path, line, from, `${from} (${missing.join(', ')})`);
  }

  function add(path: string, line: number, module: string, what: string) {
    const why = reasons[module] ?? `The runtime does not have ${module}.`;
    lacks.push({ file: path, line, what, why });
  }
}

/** The chapter's test files, in order. */
export function testFilesOf(files: Files): string[] {
  return Object.keys(files)
    .filter((path) => /^tests\/.*\.test\.ts$/.test(path))
    .sort();
}

/** One sentence for a test file that is left out. */
export function sentenceOf([lack]: Lack[]): string {
  return lack
    ? `${lack.why} ${lack.file}:${lack.line} needs ${lack.what}.`
    : '';
}

/** The path, below the chapter's folder, that `from` means in the file `path`. */
export function resolveIn(path: string, from: string): string {
  return new URL(from, `file:///${path}`).pathname.slice(1);
}

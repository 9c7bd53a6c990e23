import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Writes (or, for undefined, removes) all of `files` below `dir`. When one cannot be written, none is: throws the
 * system's error, and all files are as they were.
 */
export function writeFiles(
  dir: string,
  files: Iterable<readonly [path: string, text: string | undefined]>,
): void {
  const edits = [...new Map(files)].map(([path, text], index) => {
    const file = realFile(join(dir, path));
    const half = join(dirname(file), `.new-${process.pid}-${index}`);
    return { file, text, half };
  });
  const undo: (() => void)[] = [];

  try {
    for (const { file, text, half } of edits) {
      if (text !== undefined) writeHalf(file, text, half, undo);
    }
    for (const { file, text, half } of edits) {
      undo.push(putBack(file));
      if (text === undefined) rmSync(file, { force: true });
      else renameSync(half, file);
    }
  } catch (error) {
    for (const step of undo.reverse()) step();
    throw error;
  }
}

/** What a link points at: the link stays. */
function realFile(file: string): string {
  return existsSync(file) ? realpathSync(file) : file;
}

/** Writes the new text beside `file`, with its mode. */
function writeHalf(
  file: string,
  text: string,
  half: string,
  undo: (() => void)[],
): void {
  const made = mkdirSync(dirname(file), { recursive: true });
  if (made) undo.push(() => rmSync(made, { recursive: true, force: true }));

  undo.push(() => rmSync(half, { force: true }));
  const old = statSync(file, { throwIfNoEntry: false });
  writeFileSync(half, text);
  if (old) chmodSync(half, old.mode);
}

/** How to make `file` what it is now. */
function putBack(file: string): () => void {
  if (!existsSync(file)) return () => rmSync(file, { force: true });

  const old = readFileSync(file);
  const { mode } = statSync(file);
  return () => {
    rmSync(file, { force: true });
    writeFileSync(file, old);
    chmodSync(file, mode);
  };
}

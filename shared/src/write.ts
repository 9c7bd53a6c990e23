import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Writes (or, for undefined, removes) all of `files` below `dir`, or none: Ctrl-C waits until all are done. */
export function writeFiles(
  dir: string,
  files: Iterable<readonly [path: string, text: string | undefined]>,
): void {
  let interrupted = false;
  const wait = () => {
    interrupted = true;
  };

  process.on('SIGINT', wait);
  try {
    for (const [path, text] of files) writeOne(join(dir, path), text);
  } finally {
    process.off('SIGINT', wait);
  }
  if (interrupted) process.exit(130);
}

function writeOne(file: string, text: string | undefined): void {
  if (text === undefined) {
    rmSync(file, { force: true });
    return;
  }
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

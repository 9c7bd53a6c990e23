import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { interrupted, signalsArrive, untilStopped } from '../bin/interrupt.js';
import { root } from './chapters.ts';
import { UserError } from './user-error.ts';

/** Throws a UserError unless `dir` (absolute) is outside the kit, and new or empty. */
export function requireFree(dir: string, command: string): void {
  if (isInside(nearest(dir), realpathSync(root))) {
    throw new UserError(
      `${dir} is inside the kit. Choose a folder beside it, for example ../my-api.`,
    );
  }
  if (!existsSync(dir)) return;
  if (!statSync(dir).isDirectory()) {
    throw new UserError(`${dir} is a file. Choose another name.`);
  }
  if (readdirSync(dir).length > 0) {
    throw new UserError(
      `${dir} is not empty. Choose a new folder: ${command} never writes over files.`,
    );
  }
}

/** The real path of `dir`, or of the nearest folder above it that exists. */
function nearest(dir: string): string {
  return existsSync(dir) ? realpathSync(dir) : nearest(dirname(dir));
}

function isInside(dir: string, folder: string): boolean {
  return dir === folder || dir.startsWith(folder + sep);
}

/**
 * Makes the folder `dir` from what `work` puts into a temporary one, all or nothing. False when it was interrupted.
 */
export async function makeFolder(
  dir: string,
  work: (half: string) => Promise<void>,
): Promise<boolean> {
  return untilStopped(() => fillFolder(dir, work));
}

async function fillFolder(
  dir: string,
  work: (half: string) => Promise<void>,
): Promise<boolean> {
  const { half, cleanUp } = makeTemporary(dir);
  try {
    await work(half);
    await signalsArrive();
    interrupted.throwIfAborted();
    moveInto(half, dir);
    return true;
  } catch (error) {
    cleanUp();
    await signalsArrive();
    if (interrupted.aborted) return false;
    throw error;
  }
}

/** A new folder on the same disk as `dir`: beside it, or inside where `dir` is there and empty. */
function makeTemporary(dir: string) {
  const isThere = existsSync(dir);
  const parent = isThere ? dir : dirname(dir);
  try {
    const first = mkdirSync(parent, { recursive: true });
    const half = mkdtempSync(join(parent, '.ground-up-'));
    chmodSync(half, 0o777 & ~process.umask());
    const cleanUp = () => {
      rmSync(half, { recursive: true, force: true, maxRetries: 3 });
      if (first) removeEmpty(parent, first);
    };
    return { half, cleanUp };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UserError(
      `${parent} cannot be written to (${code}). Choose another folder, or get permission for this one.`,
    );
  }
}

function removeEmpty(dir: string, last: string): void {
  if (!existsSync(dir) || readdirSync(dir).length > 0) return;
  rmdirSync(dir);
  if (dir !== last) removeEmpty(dirname(dir), last);
}

function moveInto(half: string, dir: string): void {
  if (!existsSync(dir)) {
    renameSync(half, dir);
    return;
  }
  for (const name of readdirSync(half)) {
    renameSync(join(half, name), join(dir, name));
  }
  rmdirSync(half);
}

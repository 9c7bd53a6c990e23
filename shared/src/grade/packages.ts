import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { type Chapter, root } from '../chapters.ts';
import { placePackages } from '../lock.ts';
import { UserError } from '../user-error.ts';
import { packageJsonOf } from '../workspace/files.ts';
import { readLock } from '../workspace/manifest.ts';
import { copyPackages } from '../workspace/packages.ts';

const prepared = new Map<string, Promise<void>>();

/** Where the packages of `chapter` stand once `preparePackages` is through: absolute. */
export function packagesOf({ name }: Chapter): string {
  return join(folderOf(name), 'node_modules');
}

/** Copies the packages of `chapter` to a folder that shows nothing else of the kit; what is there already stays. */
export function preparePackages(chapter: Chapter): Promise<void> {
  const work = prepared.get(chapter.name) ?? prepare(chapter);
  prepared.set(chapter.name, work);
  return work;
}

/**
 * The submission's own packages where they are installed, otherwise those of the chapter. A link may lead anywhere: it is
 * none.
 */
export function packagesFor(dir: string, chapter: Chapter): string {
  const own = join(dir, 'node_modules');
  const needed = [own, join(own, 'express'), join(own, 'tsx')];
  const isOwn = needed.every((folder) =>
    lstatSync(folder, { throwIfNoEntry: false })?.isDirectory(),
  );
  return isOwn ? own : packagesOf(chapter);
}

async function prepare(chapter: Chapter): Promise<void> {
  const lock = readLock(root);
  const from = `chapters/${chapter.name}`;
  const sources = lock ? [{ lock, from, dir: root }] : [];
  const { placed, missing } = placePackages(packageJsonOf(chapter), sources);
  if (missing.length > 0) {
    throw new UserError(
      `The kit's package-lock.json lacks ${missing.join(', ')}. Run npm install in the kit, then try again.`,
    );
  }
  await copyPackages(folderOf(chapter.name), placed);
}

function folderOf(name: string): string {
  return join(root, '.ground-up', 'grade', 'packages', name);
}

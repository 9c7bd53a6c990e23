import { resolve } from 'node:path';
import { type Chapter, root } from '../chapters.ts';
import { lockText, placePackages } from '../lock.ts';
import { UserError } from '../user-error.ts';
import { newState, type State } from '../workspace.ts';
import { writeFiles } from '../write.ts';
import { broughtNow, keepBrought } from './brought.ts';
import { packageJsonOf } from './files.ts';
import { packageJsonText, readLock } from './manifest.ts';
import { copyPackages } from './packages.ts';
import { showProgress } from './progress.ts';
import { commitAll, initRepository } from './repository.ts';

interface Options {
  chapters: Chapter[];
  chapter: Chapter;
  /** The name of the workspace's folder, for its lock file. */
  name: string;
  /** The folder that gets the packages; the workspace's own unless told. */
  packages?: string;
}

/**
 * Makes the empty folder `dir` a workspace that begins a chapter: files, a repository with a first commit, packages. Gives
 * the state to keep, which is not written yet.
 */
export async function buildWorkspace(
  dir: string,
  { chapters, chapter, name, packages = dir }: Options,
): Promise<State> {
  const brought = broughtNow(chapters, chapter);
  const { starter, prepared, manifest } = brought;
  const placed = placedPackages(chapter);

  writeFiles(dir, [
    ...starter,
    ...(starter.size === 0 ? [['src/.gitkeep', ''] as const] : []),
    ...prepared,
    ['package.json', packageJsonText(manifest)],
    ['package-lock.json', lockText(name, manifest, placed)],
  ]);
  initRepository(dir);
  const { number, manifest: about } = chapter;
  const start = commitAll(dir, `Start of chapter ${number}: ${about.title}`);

  await copyPackages(packages, placed, {
    onCopied: showProgress('Copying the packages from the kit'),
  });
  const id = keepBrought(dir, brought);
  return {
    ...newState(number),
    start: start ?? null,
    brought: { now: id, atStart: id },
  };
}

function placedPackages(chapter: Chapter) {
  const lock = readLock(root);
  const from = `chapters/${chapter.name}`;
  const sources = lock ? [{ lock, from, dir: root }] : [];
  const { placed, missing } = placePackages(packageJsonOf(chapter), sources);
  if (missing.length === 0) return placed;

  throw new UserError(
    `The kit's package-lock.json lacks ${missing.join(', ')}. Run npm install in ${resolve(root)}, then try again.`,
  );
}

import { rmSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { untilStopped } from '../../bin/interrupt.js';
import { type Chapter, type Files, root } from '../chapters.ts';
import { type Lock, lockText, type Placed, placePackages } from '../lock.ts';
import { mergeFiles } from '../merge.ts';
import type { Brought } from './brought.ts';
import { readPaths } from './files.ts';
import {
  mergePackageJson,
  packageJsonText,
  readLock,
  readPackageJson,
} from './manifest.ts';
import { copyPackages } from './packages.ts';
import { showProgress } from './progress.ts';

export type Edit = readonly [path: string, text: string | undefined];

/** What a chapter brings to a workspace that has another chapter, or an older state of the same. */
interface Step {
  dir: string;
  then: Brought;
  now: Brought;
  chapter: Chapter;
}

/** Every path that `bring` may write to. */
export function overwrittenBy({ then, now }: Pick<Step, 'then' | 'now'>) {
  const prepared = [...then.prepared.keys(), ...now.prepared.keys()];
  return [
    'package.json',
    'package-lock.json',
    ...prepared,
    ...prepared.map((path) => asideOf(path, then)),
  ];
}

/** Merges what changed from `then` to `now`, the student's code aside: what to write. Copies packages that are missing. */
export async function bring(step: Step): Promise<Edit[]> {
  const packages = await untilStopped(() => bringPackages(step));
  return [...mergePrepared(step), ...packages];
}

/** Merges package.json, makes its lock file, and copies packages that are missing. Gives the two files' texts. */
async function bringPackages({
  dir,
  then,
  now,
  chapter,
}: Step): Promise<Edit[]> {
  const { manifest, overruled } = mergePackageJson(
    readPackageJson(dir),
    then.manifest,
    now.manifest,
  );
  for (const field of overruled) {
    console.log(
      `package.json: ${field} is now what chapter ${now.chapter} needs.`,
    );
  }

  const own = readLock(dir);
  const { placed, missing } = placePackages(manifest, [
    ...kitSource(chapter),
    ...(own ? [{ lock: own, from: '', dir }] : []),
  ]);
  await copyPackages(dir, placed, {
    onCopied: showProgress('Copying new packages from the kit'),
  });
  if (own) removeStale(dir, own, placed);
  if (missing.length > 0) {
    console.log(
      `package-lock.json does not know ${missing.join(', ')}. Run npm install.`,
    );
  }

  return [
    ['package.json', packageJsonText(manifest)],
    ['package-lock.json', lockText(basename(dir), manifest, placed)],
  ];
}

function kitSource(chapter: Chapter) {
  const lock = readLock(root);
  return lock ? [{ lock, from: `chapters/${chapter.name}`, dir: root }] : [];
}

/** A nested package that has no place any more would hide the one above it. */
function removeStale(dir: string, before: Lock, placed: Placed[]): void {
  const kept = new Set(placed.map(({ location }) => location));
  const nested = Object.keys(before.packages).filter((location) =>
    location.includes('/node_modules/'),
  );
  for (const location of nested) {
    if (kept.has(location)) continue;
    rmSync(join(dir, location), { recursive: true, force: true });
  }
}

/** What changes in the workspace's tests, settings, requests and exercises. */
function mergePrepared({ dir, then, now }: Step): Edit[] {
  const base = then.prepared;
  const theirs = now.prepared;
  const ours = readPaths(dir, [...base.keys(), ...theirs.keys()]);
  for (const [path, text] of base) {
    const isNews = theirs.has(path) && theirs.get(path) !== text;
    if (!ours.has(path) && isNews) ours.set(path, text);
  }

  return mergeFiles(ours, base, theirs, {
    ours: 'yours',
    theirs: `chapter ${now.chapter}`,
  }).flatMap(({ path, text, conflictAt }): Edit[] => {
    if (conflictAt === undefined) return [[path, text]];
    if (!theirs.has(path) || path === 'README.md') return [];
    if (isCode(path)) return [[path, text]];
    return setAside(path, ours, theirs, then);
  });
}

/** Requests and exercises are new texts in each chapter: the student's edited one stays beside the new one. */
function setAside(
  path: string,
  ours: Files,
  theirs: Files,
  then: Brought,
): Edit[] {
  const aside = asideOf(path, then);
  console.log(`Your ${path} is now ${aside}.`);
  return [
    [aside, ours.get(path)],
    [path, theirs.get(path)],
  ];
}

function asideOf(path: string, { chapter }: Brought): string {
  const extension = extname(path);
  const name = path.slice(0, path.length - extension.length);
  return `${name}.chapter-${chapter}${extension}`;
}

function isCode(path: string): boolean {
  return path !== 'requests.http' && !path.startsWith('exercises/');
}

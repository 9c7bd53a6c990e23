import { rmSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Chapter, type Files, root } from '../chapters.ts';
import { type Lock, lockText, type Placed, placePackages } from '../lock.ts';
import { mergeFiles } from '../merge.ts';
import { UserError } from '../user-error.ts';
import {
  finishStart,
  kitVersion,
  openWorkspace,
  stateFile,
  stateText,
  type Workspace,
} from '../workspace.ts';
import { packageJsonOf, preparedOf, readPaths } from '../workspace/files.ts';
import {
  mergePackageJson,
  packageJsonText,
  readLock,
  readPackageJson,
} from '../workspace/manifest.ts';
import { copyPackages } from '../workspace/packages.ts';
import { showProgress } from '../workspace/progress.ts';
import {
  commitAll,
  refuseMarkers,
  requireRepository,
  short,
} from '../workspace/repository.ts';
import { codeHash } from '../workspace/tests.ts';
import { lessonOf } from '../workspace/texts.ts';
import { writeFiles } from '../write.ts';
import { check } from './check.ts';

type Edit = readonly [path: string, text: string | undefined];

export async function run(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: { force: { type: 'boolean' } },
  });
  const workspace = openWorkspace();
  const { dir, chapter, chapters } = workspace;
  const next = chapters[chapters.indexOf(chapter) + 1];
  if (!next) {
    throw new UserError(
      `Chapter ${chapter.number} is the last there is. More may come with a newer kit.`,
    );
  }
  requireRepository(dir);
  refuseMarkers(dir);
  if (!values.force && !(await isVerified(workspace))) {
    console.log(
      'The next chapter comes when all tests pass. To go on all the same: npm run next -- --force',
    );
    return 1;
  }

  const work = commitAll(
    dir,
    `Work on chapter ${chapter.number}`,
    overwritten(chapter, next),
  );
  if (work) console.log(`Your work is in commit ${short(work)}.`);
  await bring(workspace, next);
  console.log(nextSteps(next));
  return 0;
}

/** Every path that the next chapter may write to. */
function overwritten(chapter: Chapter, next: Chapter): string[] {
  const prepared = [...preparedOf(chapter).keys(), ...preparedOf(next).keys()];
  return [
    'package.json',
    'package-lock.json',
    ...prepared,
    ...prepared.map((path) => asideOf(path, chapter)),
  ];
}

async function isVerified(workspace: Workspace): Promise<boolean> {
  const { state, chapter } = workspace;
  if (state.verified[chapter.number]?.code === codeHash(workspace)) return true;
  return check(workspace);
}

/** Brings what `next` needs into the workspace, and commits it. Throws a UserError when conflicts are left. */
async function bring(workspace: Workspace, next: Chapter): Promise<void> {
  const { dir, state, chapter } = workspace;
  const packages = await bringPackages(workspace, next);
  const edits = mergePrepared(dir, chapter, next);

  Object.assign(state, {
    chapter: next.number,
    version: kitVersion(),
    start: null,
  });
  writeFiles(dir, [...edits, ...packages, [stateFile, stateText(state)]]);
  finishStart({ ...workspace, chapter: next, before: chapter });
}

/** Merges package.json, makes its lock file, and copies packages that are missing. Gives the two files' texts. */
async function bringPackages(
  { dir, chapter }: Workspace,
  next: Chapter,
): Promise<Edit[]> {
  const { manifest, overruled } = mergePackageJson(
    readPackageJson(dir),
    packageJsonOf(chapter),
    packageJsonOf(next),
  );
  for (const field of overruled) {
    console.log(
      `package.json: ${field} is now what chapter ${next.number} needs.`,
    );
  }

  const own = readLock(dir);
  const { placed, missing } = placePackages(manifest, [
    ...kitSource(next),
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

function kitSource(next: Chapter) {
  const lock = readLock(root);
  return lock ? [{ lock, from: `chapters/${next.name}`, dir: root }] : [];
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
function mergePrepared(dir: string, chapter: Chapter, next: Chapter): Edit[] {
  const base = preparedOf(chapter);
  const theirs = preparedOf(next);
  const ours = readPaths(dir, [...base.keys(), ...theirs.keys()]);
  for (const [path, text] of base) {
    const isNews = theirs.has(path) && theirs.get(path) !== text;
    if (!ours.has(path) && isNews) ours.set(path, text);
  }

  return mergeFiles(ours, base, theirs, {
    ours: 'yours',
    theirs: `chapter ${next.number}`,
  }).flatMap(({ path, text, conflictAt }): Edit[] => {
    if (conflictAt === undefined) return [[path, text]];
    if (!theirs.has(path) || path === 'README.md') return [];
    if (isCode(path)) return [[path, text]];
    return setAside(path, ours, theirs, chapter);
  });
}

/** Requests and exercises are new texts in each chapter: the student's edited one stays beside the new one. */
function setAside(
  path: string,
  ours: Files,
  theirs: Files,
  chapter: Chapter,
): Edit[] {
  const aside = asideOf(path, chapter);
  console.log(`Your ${path} is now ${aside}.`);
  return [
    [aside, ours.get(path)],
    [path, theirs.get(path)],
  ];
}

function asideOf(path: string, { number }: Chapter): string {
  const extension = extname(path);
  const name = path.slice(0, path.length - extension.length);
  return `${name}.chapter-${number}${extension}`;
}

function isCode(path: string): boolean {
  return path !== 'requests.http' && !path.startsWith('exercises/');
}

function nextSteps(next: Chapter): string {
  const { number, manifest } = next;
  const ask =
    manifest.kind === 'refactor'
      ? 'It changes how the code is made, not what it does: the change is yours to make.'
      : 'Its tests are here; the code that makes them pass is yours to write.';

  return [
    '',
    `This is chapter ${number} · ${manifest.title}. ${ask}`,
    '',
    "  npm run check    the chapter's tests on your code",
    '  npm run hint     a hint for the first test that fails',
    '',
    `Lesson:  ${lessonOf(next)}`,
  ].join('\n');
}

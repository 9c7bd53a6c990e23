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
import { setTimeout } from 'node:timers/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import {
  type Chapter,
  chapterBefore,
  findChapter,
  listChapters,
  root,
} from '../chapters.ts';
import { lockText, placePackages } from '../lock.ts';
import { UserError } from '../user-error.ts';
import { newState, stateFile, stateText } from '../workspace.ts';
import { codeOf, packageJsonOf, preparedOf } from '../workspace/files.ts';
import { packageJsonText, readLock } from '../workspace/manifest.ts';
import { copyPackages } from '../workspace/packages.ts';
import { showProgress } from '../workspace/progress.ts';
import {
  commitAll,
  initRepository,
  requireGit,
} from '../workspace/repository.ts';
import { lessonOf } from '../workspace/texts.ts';
import { writeFiles } from '../write.ts';

export async function run(argv: string[]): Promise<number> {
  const { positionals } = parseArgs({ args: argv, allowPositionals: true });
  const [wanted, folder, ...rest] = positionals;
  if (!wanted || !folder || rest.length > 0) {
    throw new UserError(
      'Name a chapter and a new folder (in quotes if it has spaces), for example: npx ground-up start 02 ../my-api',
    );
  }

  const chapters = listChapters();
  const chapter = findChapter(chapters, wanted);
  const before = chapterBefore(chapters, chapter);
  const dir = resolve(folder);
  requireFree(dir);
  requireGit();

  const made = await make(dir, (half, signal) =>
    build(half, basename(dir), { chapter, before }, signal),
  );
  if (!made) {
    console.error('Stopped. Nothing was made.');
    return 130;
  }
  console.log(nextSteps(dir, chapter, before));
  return 0;
}

function requireFree(dir: string): void {
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
      `${dir} is not empty. Choose a new folder: start never writes over files.`,
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
async function make(
  dir: string,
  work: (half: string, signal: AbortSignal) => Promise<void>,
): Promise<boolean> {
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, onSignal);

  const { half, cleanUp } = makeTemporary(dir);
  try {
    await work(half, stop.signal);
    await signalsArrive();
    stop.signal.throwIfAborted();
    moveInto(half, dir);
    return true;
  } catch (error) {
    cleanUp();
    await signalsArrive();
    if (stop.signal.aborted) return false;
    throw error;
  } finally {
    for (const signal of signals) process.off(signal, onSignal);
  }
}

/** After git has run, a signal that came meanwhile is noticed in the next turns of the event loop. */
function signalsArrive(): Promise<void> {
  return setTimeout(20);
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

async function build(
  half: string,
  name: string,
  { chapter, before }: { chapter: Chapter; before: Chapter | undefined },
  signal: AbortSignal,
): Promise<void> {
  const manifest = packageJsonOf(chapter);
  const placed = placedPackages(chapter);
  const code = codeOf(before);

  writeFiles(half, [
    ...code,
    ...(code.size === 0 ? [['src/.gitkeep', ''] as const] : []),
    ...preparedOf(chapter),
    ['package.json', packageJsonText(manifest)],
    ['package-lock.json', lockText(name, manifest, placed)],
  ]);
  initRepository(half);
  const { number, manifest: about } = chapter;
  const start = commitAll(half, `Start of chapter ${number}: ${about.title}`);

  await copyPackages(half, placed, {
    signal,
    onCopied: showProgress('Copying the packages from the kit'),
  });
  const state = { ...newState(number), start: start ?? null };
  writeFiles(half, [[stateFile, stateText(state)]]);
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

function nextSteps(
  dir: string,
  chapter: Chapter,
  before: Chapter | undefined,
): string {
  const { number, manifest } = chapter;
  const path = relative(process.cwd(), dir);
  const enter = path.includes(' ') ? `cd "${path}"` : `cd ${path}`;
  const code = before
    ? `the code of chapter ${before.number}`
    : 'an empty src/';

  return [
    '',
    `Your workspace for chapter ${number} · ${manifest.title} is ready.`,
    `It holds ${code} and the tests of chapter ${number}; the change between them is yours to make.`,
    '',
    ...(path === '' ? [] : [`  ${enter}`]),
    "  npm run check    the chapter's tests on your code: red now, green when you are done",
    '  npm run hint     a hint for the first test that fails',
    '',
    `Lesson:  ${lessonOf(chapter)}`,
  ].join('\n');
}

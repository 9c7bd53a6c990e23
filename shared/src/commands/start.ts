import { basename, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
  type Chapter,
  chapterBefore,
  findChapter,
  listChapters,
  root,
} from '../chapters.ts';
import { lockText, placePackages } from '../lock.ts';
import { makeFolder, requireFree } from '../new-folder.ts';
import { UserError } from '../user-error.ts';
import { newState, stateFile, stateText } from '../workspace.ts';
import { broughtNow, keepBrought } from '../workspace/brought.ts';
import { packageJsonOf } from '../workspace/files.ts';
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
  requireFree(dir, 'start');
  requireGit();

  const made = await makeFolder(dir, (half) =>
    build(half, basename(dir), { chapters, chapter }),
  );
  if (!made) {
    console.error('Stopped. Nothing was made.');
    return 130;
  }
  console.log(nextSteps(dir, chapter, before));
  return 0;
}

async function build(
  half: string,
  name: string,
  { chapters, chapter }: { chapters: Chapter[]; chapter: Chapter },
): Promise<void> {
  const brought = broughtNow(chapters, chapter);
  const { starter, prepared, manifest } = brought;
  const placed = placedPackages(chapter);

  writeFiles(half, [
    ...starter,
    ...(starter.size === 0 ? [['src/.gitkeep', ''] as const] : []),
    ...prepared,
    ['package.json', packageJsonText(manifest)],
    ['package-lock.json', lockText(name, manifest, placed)],
  ]);
  initRepository(half);
  const { number, manifest: about } = chapter;
  const start = commitAll(half, `Start of chapter ${number}: ${about.title}`);

  await copyPackages(half, placed, {
    onCopied: showProgress('Copying the packages from the kit'),
  });
  const id = keepBrought(half, brought);
  const state = {
    ...newState(number),
    start: start ?? null,
    brought: { now: id, atStart: id },
  };
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

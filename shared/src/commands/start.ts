import { basename, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
  type Chapter,
  chapterBefore,
  findChapter,
  listChapters,
} from '../chapters.ts';
import { makeFolder, requireFree } from '../new-folder.ts';
import { UserError } from '../user-error.ts';
import { stateFile, stateText } from '../workspace.ts';
import { buildWorkspace } from '../workspace/build.ts';
import { requireGit } from '../workspace/repository.ts';
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
  const state = await buildWorkspace(half, { chapters, chapter, name });
  writeFiles(half, [[stateFile, stateText(state)]]);
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

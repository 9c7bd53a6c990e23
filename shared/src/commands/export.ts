import { existsSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { findChapter } from '../chapters.ts';
import { toContext } from '../export/context.ts';
import { toCsv, toGift } from '../export/questions.ts';
import { exportRepository } from '../export/repository.ts';
import { toSlides } from '../export/slides.ts';
import { chaptersNamed, type Kit, openKit } from '../kit.ts';
import { makeFolder, requireFree } from '../new-folder.ts';
import { UserError } from '../user-error.ts';
import { isInWorkspace, openWorkspace } from '../workspace.ts';
import { requireGit } from '../workspace/repository.ts';
import { isGreen } from '../workspace/tests.ts';
import { currentVerdict } from './hint.ts';

const usage =
  'Say what to export, and only one: --git DIR, --slides FILE.md, --questions FILE.gift or FILE.csv, --context FILE.md';

export async function run(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      git: { type: 'string' },
      slides: { type: 'string' },
      questions: { type: 'string' },
      context: { type: 'string' },
    },
  });
  const [choice, ...more] = Object.entries(values);
  if (!choice || more.length > 0) throw new UserError(usage);

  const [what, target] = choice;
  const kit = openKit();
  const [wanted] = positionals;
  const chapters = chaptersNamed(kit, wanted);
  if (what === 'git') {
    if (wanted !== undefined)
      throw new UserError('--git exports all chapters: name none.');
    return exportGit(target);
  }

  const file = newFile(target);
  if (what === 'context') return exportContext(kit, wanted, file, target);
  const text =
    what === 'slides'
      ? toSlides(kit.chapters, chapters)
      : questionWriter(file)(kit, chapters);
  writeFileSync(file, text, { flag: 'wx' });
  console.log(`Written to ${target}.`);
  return 0;
}

async function exportGit(target: string): Promise<number> {
  const { chapters } = openKit();
  const dir = resolve(target);
  requireFree(dir, 'export');
  requireGit();

  const made = await makeFolder(dir, (half) => {
    exportRepository(half, chapters);
    return Promise.resolve();
  });
  if (!made) {
    console.error('Stopped. Nothing was made.');
    return 130;
  }
  const [first, last] = [chapters.at(0), chapters.at(-1)];
  console.log(
    `${chapters.length} chapters are commits in ${target}, tagged ch${first?.number} to ch${last?.number}. There: git diff ch${chapters.at(-2)?.number ?? first?.number}..ch${last?.number}`,
  );
  return 0;
}

/** In a workspace, of its chapter unless told, with the student's work on it. */
async function exportContext(
  kit: Kit,
  wanted: string | undefined,
  file: string,
  target: string,
): Promise<number> {
  const workspace = isInWorkspace() ? openWorkspace() : undefined;
  const name = wanted ?? workspace?.chapter.number;
  if (name === undefined)
    throw new UserError(
      'Name a chapter, for example: npx ground-up export 05 --context five.md',
    );

  const chapter = findChapter(kit.chapters, name);
  const isCurrent = workspace?.chapter.number === chapter.number;
  const work =
    workspace && isCurrent
      ? { workspace, verdict: await currentVerdict(workspace) }
      : undefined;
  const isVerified = work
    ? isGreen(work.verdict)
    : workspace?.state.verified[chapter.number] !== undefined;
  const text = toContext(kit, chapter, { isVerified, work });
  writeFileSync(file, text, { flag: 'wx' });
  console.log(
    `Written to ${target}${isVerified ? '' : ', without the code of the chapter: that comes when its tests pass'}.`,
  );
  return 0;
}

function questionWriter(file: string) {
  if (file.endsWith('.csv')) return toCsv;
  if (file.endsWith('.gift')) return toGift;
  throw new UserError(
    `${file} is neither .gift nor .csv. Name a file that ends in one of them.`,
  );
}

/** The absolute path of a file that is not there yet, in a folder that is. */
function newFile(target: string): string {
  const file = resolve(target);
  if (target === '') throw new UserError(usage);
  if (!existsSync(dirname(file)))
    throw new UserError(
      `There is no folder ${dirname(file)}. Make it, then try again.`,
    );
  if (existsSync(file))
    throw new UserError(
      `${file} is there already. Choose another name: export never writes over files.`,
    );
  return file;
}

import { parseArgs } from 'node:util';
import type { Chapter } from '../chapters.ts';
import { UserError } from '../user-error.ts';
import {
  finishStart,
  kitVersion,
  openWorkspace,
  stateFile,
  stateText,
  type Workspace,
} from '../workspace.ts';
import { bring, type Edit, overwrittenBy } from '../workspace/bring.ts';
import { broughtNow, keepBrought, refuseOld } from '../workspace/brought.ts';
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
  refuseOld(workspace);
  if (!values.force && !(await isVerified(workspace))) {
    console.log(
      'The next chapter comes when all tests pass. To go on all the same: npm run next -- --force',
    );
    return 1;
  }

  const then = broughtNow(chapters, chapter);
  const now = broughtNow(chapters, next);
  const work = commitAll(
    dir,
    `Work on chapter ${chapter.number}`,
    overwrittenBy({ then, now }),
  );
  if (work) console.log(`Your work is in commit ${short(work)}.`);
  const edits = await bring({ dir, then, now, chapter: next });
  begin(workspace, next, edits);
  console.log(nextSteps(next));
  return 0;
}

async function isVerified(workspace: Workspace): Promise<boolean> {
  const { state, chapter } = workspace;
  if (state.verified[chapter.number]?.code === codeHash(workspace)) return true;
  return check(workspace);
}

/** Writes what `next` brings, and commits it. Throws a UserError when conflicts are left. */
function begin(workspace: Workspace, next: Chapter, edits: Edit[]): void {
  const { dir, state, chapter, chapters } = workspace;
  const id = keepBrought(dir, broughtNow(chapters, next));
  Object.assign(state, {
    chapter: next.number,
    version: kitVersion(),
    start: null,
    brought: { now: id, atStart: id },
  });
  writeFiles(dir, [...edits, [stateFile, stateText(state)]]);
  finishStart({ ...workspace, chapter: next, before: chapter });
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

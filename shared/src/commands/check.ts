import { parseArgs } from 'node:util';
import type { Chapter } from '../chapters.ts';
import { paint } from '../style.ts';
import { UserError } from '../user-error.ts';
import { openWorkspace, saveState, type Workspace } from '../workspace.ts';
import { adoptExported } from '../workspace/adopt.ts';
import { newsOf } from '../workspace/brought.ts';
import { refuseMarkers } from '../workspace/repository.ts';
import {
  editedTests,
  isGreen,
  runTests,
  testFilesOf,
  type Verdict,
} from '../workspace/tests.ts';

export async function run(argv: string[]): Promise<number> {
  const { positionals } = parseArgs({ args: argv, allowPositionals: true });
  await adoptExported();
  const workspace = openWorkspace();
  if (positionals.length > 0) return checkFiles(workspace, positionals);

  const isDone = await check(workspace);
  if (isDone) console.log(whatIsNext(workspace));
  return isDone ? 0 : 1;
}

/** Runs the tests of some files, and says how they went: nothing is verified by that. */
async function checkFiles(workspace: Workspace, names: string[]) {
  const { dir, chapter } = workspace;
  const files = names.map((name) => findTests(chapter, name));
  refuseMarkers(dir);
  const verdict = await runTests(workspace, { quiet: false, files });
  if (!isGreen(verdict)) {
    console.log(report(verdict, files.join(', ')));
    return 1;
  }

  const passed = `All ${verdict.passed} tests of ${files.join(', ')} pass.`;
  console.log(paint('green', passed));
  console.log(
    `Next: npm run check, for all tests of chapter ${chapter.number}`,
  );
  return 0;
}

function findTests(chapter: Chapter, name: string): string {
  const path = name.replaceAll('\\', '/').replace(/^\.\//, '');
  const all = testFilesOf(chapter);
  if (all.includes(path)) return path;
  throw new UserError(
    `Chapter ${chapter.number} has no tests in ${name}. Name one of ${all.join(', ')}.`,
  );
}

/** Runs the chapter's tests, says how they went, and remembers the chapter as verified when all passed. */
export async function check(workspace: Workspace): Promise<boolean> {
  const { dir, state, chapter } = workspace;
  refuseMarkers(dir);
  const verdict = await runTests(workspace, { quiet: false });

  const edited = editedTests(workspace);
  if (edited.length > 0) {
    console.log(
      `Your ${edited.join(', ')} ${edited.length === 1 ? 'differs' : 'differ'} from the chapter's. Checked were the chapter's own tests.`,
    );
  }
  const news = newsOf(workspace);
  if (news) console.log(news);
  if (!isGreen(verdict)) {
    console.log(report(verdict));
    return false;
  }

  const { passed, code } = verdict;
  state.verified[chapter.number] = { tests: passed, code };
  saveState(workspace);
  console.log(
    paint('green', `All ${passed} tests of chapter ${chapter.number} pass.`),
  );
  return true;
}

function report(
  { passed, failures, chapter, crashed }: Verdict,
  of = `chapter ${chapter}`,
): string {
  const [first] = failures;
  if (crashed || !first) {
    return `No test of ${of} fails, but something outside of the tests does: see above. Mend it, then npm run check.`;
  }

  const unloaded = failures.filter(({ loaded }) => !loaded);
  const files = new Set(unloaded.map(({ file }) => file));
  const failed = failures.length - unloaded.length;
  const counts =
    files.size === 0
      ? `${passed} of ${passed + failed} tests of ${of} pass.`
      : `${passed} tests of ${of} pass, ${failed} fail, and ${files.size} test ${files.size === 1 ? 'file' : 'files'} could not be loaded.`;

  return [
    paint('red', counts),
    `First to mend: ${first.title} (${first.file})`,
    ...(first.loaded ? [] : [`  ${first.message}`]),
    'Next: npm run hint',
  ].join('\n');
}

function whatIsNext({ chapters, chapter }: Workspace): string {
  return chapters.at(-1) === chapter
    ? 'It is the last chapter there is. npm run compare shows how the kit did it.'
    : 'Next: npm run next';
}

import { parseArgs } from 'node:util';
import { paint } from '../style.ts';
import { openWorkspace, saveState, type Workspace } from '../workspace.ts';
import { findLadder, type Ladder } from '../workspace/ladder.ts';
import { refuseMarkers } from '../workspace/repository.ts';
import {
  type Failure,
  isGreen,
  lastVerdict,
  runTests,
} from '../workspace/tests.ts';

const more =
  "There are no more hints for it. npm run compare shows your code against the chapter's, npm run solution the chapter's change.";

export async function run(argv: string[]): Promise<number> {
  parseArgs({ args: argv });
  const workspace = openWorkspace();
  const verdict = await currentVerdict(workspace);
  const [first] = verdict.failures;

  if (!first) {
    console.log(
      isGreen(verdict)
        ? 'All tests pass: there is nothing to hint at. Next: npm run check, then npm run next'
        : 'No test fails, but something outside of the tests does. npm run check shows it.',
    );
    return 0;
  }

  console.log(describe(first));
  const ladder = findLadder(workspace, first.title);
  console.log(ladder ? nextRung(workspace, ladder) : more);
  return 0;
}

/** The verdict on the code as it is now: of the last check, or of a new run. */
export async function currentVerdict(workspace: Workspace) {
  const last = lastVerdict(workspace);
  if (last) return last;

  refuseMarkers(workspace.dir);
  console.log(`Running the tests of chapter ${workspace.chapter.number} …\n`);
  return runTests(workspace, { quiet: true });
}

function describe({ title, file, message, loaded }: Failure): string {
  const what = loaded ? message : `The file could not be loaded: ${message}`;
  return `${paint('bold', title)}\n${file}\n${what}\n`;
}

/** The rung after the last one shown; after the third, all of them again. */
function nextRung(workspace: Workspace, { title, rungs }: Ladder): string {
  const { state, chapter } = workspace;
  const shown = (state.hints[chapter.number] ??= {});
  const last = shown[title] ?? 0;
  const rung = Math.min(last + 1, rungs.length);
  shown[title] = rung;
  saveState(workspace);

  const isAgain = last === rungs.length;
  const lines = rungs.slice(isAgain ? 0 : rung - 1, rung).map((text, index) => {
    const number = isAgain ? index + 1 : rung;
    return `${paint('cyan', `Hint ${number} of ${rungs.length}:`)} ${text}`;
  });
  const next =
    rung === rungs.length
      ? more
      : 'Next: npm run check, or npm run hint for the next hint.';
  return [...lines, '', next].join('\n');
}

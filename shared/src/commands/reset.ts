import { parseArgs } from 'node:util';
import { git } from '../git.ts';
import { UserError } from '../user-error.ts';
import { openWorkspace, saveState } from '../workspace.ts';
import { newsOf } from '../workspace/brought.ts';
import {
  commitAll,
  hasCommit,
  head,
  pathsOf,
  requireRepository,
  restoreTree,
  short,
} from '../workspace/repository.ts';

export async function run(argv: string[]): Promise<number> {
  parseArgs({ args: argv });
  const workspace = openWorkspace();
  const { dir, state, chapter } = workspace;
  const { number } = chapter;
  requireRepository(dir);
  const start = state.start ?? '';
  if (!hasCommit(dir, start)) {
    throw new UserError(
      `The commit that started chapter ${number} (${short(start)}) is not in this repository any more. Make a new workspace with start.`,
    );
  }

  commitAll(dir, `Work on chapter ${number} before reset`, pathsOf(dir, start));
  const work = head(dir);
  if (git(dir, 'diff', '--name-only', start, work) === '') {
    console.log(`This is the start of chapter ${number}: nothing to reset.`);
    return 0;
  }

  restoreTree(dir, start);
  if (state.brought) {
    state.brought.now = state.brought.atStart;
    saveState(workspace);
  }
  commitAll(dir, `Back to the start of chapter ${number}`);
  console.log(
    [
      `Back at the start of chapter ${number}. Nothing is lost: your work is in commit ${short(work)}.`,
      `Look at it:  git show ${short(work)}`,
      `All of it back:  git revert --no-edit HEAD`,
      `One file back:  git checkout ${short(work)} -- src/app.ts`,
    ].join('\n'),
  );
  const news = newsOf(workspace);
  if (news) console.log(news);
  return 0;
}

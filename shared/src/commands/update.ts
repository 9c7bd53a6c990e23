import { parseArgs } from 'node:util';
import { mergeFiles } from '../merge.ts';
import { UserError } from '../user-error.ts';
import {
  kitVersion,
  openWorkspace,
  stateFile,
  stateText,
  type Workspace,
} from '../workspace.ts';
import { bring, type Edit, overwrittenBy } from '../workspace/bring.ts';
import {
  type Brought,
  broughtNow,
  changedSince,
  keepBrought,
  readBrought,
} from '../workspace/brought.ts';
import { readPaths } from '../workspace/files.ts';
import {
  commitAll,
  findMarkers,
  refuseMarkers,
  requireRepository,
  short,
} from '../workspace/repository.ts';
import { writeFiles } from '../write.ts';

export async function run(argv: string[]): Promise<number> {
  parseArgs({ args: argv });
  const workspace = openWorkspace();
  const { dir, chapter, chapters } = workspace;
  requireRepository(dir);
  refuseMarkers(dir);

  const then = readBrought(workspace);
  if (!then) {
    throw new UserError(
      `It is not known what the kit brought here: .git lacks it. npm run next -- --force brings the next chapter all the same.`,
    );
  }
  const changed = changedSince(workspace);
  if (changed.length === 0) {
    console.log(
      `Nothing has changed in chapter ${chapter.number} since it was brought here.`,
    );
    return 0;
  }
  return update(workspace, then, broughtNow(chapters, chapter));
}

async function update(
  workspace: Workspace,
  then: Brought,
  now: Brought,
): Promise<number> {
  const { dir, state, chapter } = workspace;
  const { number } = chapter;
  const code = [...then.starter.keys(), ...now.starter.keys()];
  const work = commitAll(dir, `Work on chapter ${number} before the update`, [
    ...code,
    ...overwrittenBy({ then, now }),
  ]);
  if (work) console.log(`Your work is in commit ${short(work)}.`);

  const starter = mergeStarter(dir, then, now);
  const edits = [
    ...starter.edits,
    ...(await bring({ ...workspace, then, now })),
  ];
  state.version = kitVersion();
  state.brought = {
    atStart: state.brought?.atStart ?? '',
    now: keepBrought(dir, now),
  };
  const paths = edits.map(([path]) => path);
  const before = readPaths(dir, paths);
  writeFiles(dir, [...edits, [stateFile, stateText(state)]]);

  const news = edits.flatMap(([path, text]) =>
    before.get(path) === text ? [] : [path],
  );
  for (const path of news) console.log(`merged  ${path}`);
  const conflicts = [...findMarkers(readPaths(dir, paths)), ...starter.gone];
  if (conflicts.length > 0) {
    console.error(
      `Both you and chapter ${number} changed the same lines. Choose what stays at each place, then npm run check:\n${conflicts.map((place) => `  ${place}`).join('\n')}`,
    );
    return 1;
  }

  commitAll(dir, `Update of chapter ${number}: ${chapter.manifest.title}`);
  console.log(
    news.length > 0
      ? 'The change is merged into your work and committed.'
      : 'Your work holds the change already.',
  );
  console.log('Next: npm run check');
  return 0;
}

/** What changes in the student's code, and the places of files that the kit deleted and the student changed. */
function mergeStarter(dir: string, then: Brought, now: Brought) {
  const ours = readPaths(dir, [...then.starter.keys(), ...now.starter.keys()]);
  const merges = mergeFiles(ours, then.starter, now.starter, {
    ours: 'your code',
    theirs: 'the update',
  });
  const edits = merges.map(({ path, text }): Edit => [path, text]);
  const gone = merges
    .filter(({ path, conflictAt }) => conflictAt && !now.starter.has(path))
    .map(({ path }) => `${path}:1 (the kit deleted it, you changed it)`);
  return { edits, gone };
}

import { parseArgs } from 'node:util';
import { diffFiles } from '../diff.ts';
import { mergeFiles } from '../merge.ts';
import { toPatch } from '../patch.ts';
import { paintPatch } from '../style.ts';
import { openWorkspace, type Workspace } from '../workspace.ts';
import { refuseOld } from '../workspace/brought.ts';
import { codeOf, readPaths } from '../workspace/files.ts';
import {
  commitAll,
  findMarkers,
  refuseMarkers,
  requireRepository,
  short,
} from '../workspace/repository.ts';
import { writeFiles } from '../write.ts';

export async function run(argv: string[]): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: { apply: { type: 'boolean' } },
  });
  const workspace = openWorkspace();
  if (values.apply) return apply(workspace);

  const { before, chapter } = workspace;
  const changes = diffFiles(codeOf(before), codeOf(chapter));
  console.log(paintPatch(toPatch(changes)));
  console.log(
    'npm run solution -- --apply merges it into your code; your work is committed first.',
  );
  return 0;
}

function apply(workspace: Workspace): number {
  const { dir, before, chapter } = workspace;
  const { number, manifest } = chapter;
  requireRepository(dir);
  refuseMarkers(dir);
  refuseOld(workspace);
  const base = codeOf(before);
  const theirs = codeOf(chapter);
  const paths = [...base.keys(), ...theirs.keys()];
  const work = commitAll(
    dir,
    `Work on chapter ${number} before the solution`,
    paths,
  );
  if (work) console.log(`Your work is in commit ${short(work)}.`);

  const ours = readPaths(dir, paths);
  const merges = mergeFiles(ours, base, theirs, {
    ours: 'your code',
    theirs: `chapter ${number}`,
  });
  const gone = [...theirs].filter(
    ([path, text]) =>
      !ours.has(path) && base.has(path) && base.get(path) !== text,
  );
  const files = [
    ...merges.map(({ path, text }) => [path, text] as const),
    ...gone,
  ];
  if (files.length === 0) {
    console.log(`Your code already holds the change of chapter ${number}.`);
    return 0;
  }

  writeFiles(dir, files);
  for (const [path] of gone) {
    console.log(`${path} was gone from your code; it is back.`);
  }
  const conflicts = [
    ...findMarkers(readPaths(dir, theirs.keys())),
    ...merges
      .filter(({ path, conflictAt }) => conflictAt && !theirs.has(path))
      .map(({ path }) => `${path}:1 (the chapter deletes it, you changed it)`),
  ];
  if (conflicts.length > 0) {
    console.error(
      `Both you and chapter ${number} changed the same lines. Choose what stays at each place, then npm run check:\n${conflicts.map((place) => `  ${place}`).join('\n')}`,
    );
    return 1;
  }

  commitAll(dir, `Solution of chapter ${number}: ${manifest.title}`);
  console.log(
    `The change of chapter ${number} is merged into your code and committed: ${files.map(([path]) => path).join(', ')}`,
  );
  console.log('Next: npm run check');
  return 0;
}

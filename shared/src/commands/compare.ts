import { parseArgs } from 'node:util';
import { diffFiles } from '../diff.ts';
import { toPatch } from '../patch.ts';
import { paintPatch } from '../style.ts';
import { openWorkspace } from '../workspace.ts';
import { codeOf, readFolders, readPaths } from '../workspace/files.ts';

export async function run(argv: string[]): Promise<number> {
  parseArgs({ args: argv });
  const { dir, chapter } = openWorkspace();

  const theirs = codeOf(chapter);
  const ours = new Map([
    ...readFolders(dir, ['src']),
    ...readPaths(dir, theirs.keys()),
  ]);
  ours.delete('src/.gitkeep');
  const onlyOurs = [...ours.keys()].filter((path) => !theirs.has(path));
  for (const path of onlyOurs) ours.delete(path);
  const changes = diffFiles(ours, theirs);

  if (changes.length > 0) {
    console.log(
      `From your code (-) to the code of chapter ${chapter.number} (+):\n`,
    );
    console.log(paintPatch(toPatch(changes)));
  } else {
    console.log(`Your code is the code of chapter ${chapter.number}.`);
  }
  if (onlyOurs.length > 0) {
    console.log(`Only in your code: ${onlyOurs.join(', ')}`);
  }
  return 0;
}

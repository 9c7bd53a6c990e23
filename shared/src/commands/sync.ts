import { parseArgs } from 'node:util';
import { chaptersNamed, openKit } from '../kit.ts';
import { sync, syncReadme } from '../record.ts';

export async function run(argv: string[]): Promise<number> {
  const [wanted] = parseArgs({
    args: argv,
    allowPositionals: true,
  }).positionals;
  const kit = openKit();
  const chapters = chaptersNamed(kit, wanted);

  for (const chapter of chapters) {
    const changed = sync(kit, chapter);
    console.log(
      `chapters/${chapter.name}/README.md: ${changed ? 'written' : 'unchanged'}`,
    );
  }
  if (wanted === undefined)
    console.log(`README.md: ${syncReadme(kit) ? 'written' : 'unchanged'}`);
  return 0;
}

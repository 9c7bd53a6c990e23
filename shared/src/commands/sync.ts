import { parseArgs } from 'node:util';
import { findChapter } from '../chapters.ts';
import { openKit } from '../kit.ts';
import { sync, syncReadme } from '../record.ts';

export async function run(argv: string[]): Promise<number> {
  const { positionals } = parseArgs({ args: argv, allowPositionals: true });
  const kit = openKit();
  const chapters = positionals[0]
    ? [findChapter(kit.chapters, positionals[0])]
    : kit.chapters;

  for (const chapter of chapters) {
    const changed = sync(kit, chapter);
    console.log(
      `chapters/${chapter.name}/README.md: ${changed ? 'written' : 'unchanged'}`,
    );
  }
  if (!positionals[0])
    console.log(`README.md: ${syncReadme(kit) ? 'written' : 'unchanged'}`);
  return 0;
}

import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { findChapter } from '../chapters.ts';
import { openKit } from '../kit.ts';
import { record } from '../record.ts';

export async function run(argv: string[]): Promise<number> {
  const { positionals } = parseArgs({ args: argv, allowPositionals: true });
  const kit = openKit();
  const chapters = positionals[0]
    ? [findChapter(kit.chapters, positionals[0])]
    : kit.chapters;

  for (const chapter of chapters) {
    const { count, changed } = await record(kit, chapter);
    const what =
      changed.length > 0 ? `changed: ${changed.join(', ')}` : 'unchanged';
    console.log(
      `${relative(kit.root, chapter.dir)}: ${count} exchanges, ${what}`,
    );
  }
  return 0;
}

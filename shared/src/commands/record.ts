import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { chaptersNamed, openKit } from '../kit.ts';
import { record } from '../record.ts';

export async function run(argv: string[]): Promise<number> {
  const [wanted] = parseArgs({
    args: argv,
    allowPositionals: true,
  }).positionals;
  const kit = openKit();
  const chapters = chaptersNamed(kit, wanted);

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

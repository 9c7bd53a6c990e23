import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { chaptersNamed, openKit } from '../kit.ts';
import { recordBrowser } from '../record-browser.ts';
import { record } from '../record.ts';

export async function run(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { browser: { type: 'boolean' } },
  });
  const kit = openKit();
  const chapters = chaptersNamed(kit, positionals[0]);

  for (const chapter of chapters) {
    const { count, changed } = await record(kit, chapter);
    const what =
      changed.length > 0 ? `changed: ${changed.join(', ')}` : 'unchanged';
    console.log(
      `${relative(kit.root, chapter.dir)}: ${count} exchanges, ${what}`,
    );
    const said = values.browser && (await recordBrowser(kit, chapter));
    if (said)
      console.log(
        `${relative(kit.root, chapter.dir)}/browser: ${Object.keys(said.calls).length} calls, ${said.browser}`,
      );
  }
  return 0;
}

import { parseArgs } from 'node:util';
import { carry } from '../carry.ts';
import { type Chapter, findChapter } from '../chapters.ts';
import { goneTexts } from '../exchanges.ts';
import {
  type Kit,
  openKit,
  readAgain,
  readLessonFile,
  readRecorded,
} from '../kit.ts';
import { record, sync } from '../record.ts';
import { UserError } from '../user-error.ts';

export async function run(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { from: { type: 'string' } },
  });
  const [wanted] = positionals;
  if (!wanted)
    throw new UserError(
      'Name the chapter you edited, for example: npx ground-up carry 02',
    );

  const kit = openKit();
  const carried = carry(
    kit,
    findChapter(kit.chapters, wanted),
    values.from ?? 'HEAD',
  );
  for (const path of carried.merged) console.log(`merged  ${path}`);
  if (carried.stoppedAt) {
    const { number } = carried.stoppedAt;
    for (const path of carried.conflicts) console.error(`conflict  ${path}`);
    console.error(
      `Stopped at chapter ${number}. Resolve what stands between the markers, then go on with: npx ground-up carry ${number}`,
    );
    return 1;
  }

  const remarks = [
    ...carried.remarks,
    ...(await renew(readAgain(kit), carried.changed)),
  ];
  for (const remark of remarks) console.log(`look at ${remark}`);
  console.log(`Carried. Now run: npx ground-up prove`);
  return 0;
}

/** Records and writes again what depends on the code of `changed` chapters and the ones after them. */
async function renew(kit: Kit, changed: Chapter[]): Promise<string[]> {
  const first = changed[0]?.number ?? '';
  const remarks: string[] = [];

  for (const chapter of kit.chapters.filter(({ number }) => number >= first)) {
    try {
      const old = readRecorded(chapter);
      const { changed: names } = await record(kit, chapter);
      if (names.length > 0)
        console.log(`recorded  chapters/${chapter.name}: ${names.join(', ')}`);
      if (sync(kit, chapter))
        console.log(`written  chapters/${chapter.name}/README.md`);
      remarks.push(
        ...staleQuotes(kit, chapter, goneTexts(old, readRecorded(chapter))),
      );
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      remarks.push(error.message);
    }
  }
  return remarks;
}

/** Lines of a lesson that still quote what the chapter does not answer any more. */
function staleQuotes(kit: Kit, chapter: Chapter, gone: string[]): string[] {
  const lines = readLessonFile(kit, chapter, 'README.md').split('\n');
  return gone.flatMap((text) =>
    lines.flatMap((line, index) =>
      line.includes(text)
        ? [
            `chapters/${chapter.name}/README.md:${index + 1}: it still says "${text}".`,
          ]
        : [],
    ),
  );
}

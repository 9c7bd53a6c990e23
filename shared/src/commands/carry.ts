import { parseArgs } from 'node:util';
import { carry } from '../carry.ts';
import { findChapter } from '../chapters.ts';
import { openKit, readAgain } from '../kit.ts';
import { renew } from '../renew.ts';
import { UserError } from '../user-error.ts';

/** `folder` is the kit's, this one unless told. */
export async function run(argv: string[], folder?: string): Promise<number> {
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

  const kit = openKit(folder);
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

  const { done, remarks } = await renew(readAgain(kit), carried.changed);
  for (const line of done) console.log(line);
  for (const remark of [...carried.remarks, ...remarks])
    console.log(`look at ${remark}`);
  console.log(`Carried. Now run: npx ground-up prove`);
  return 0;
}

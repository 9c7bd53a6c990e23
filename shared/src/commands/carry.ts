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
  process.once('SIGINT', stopAfterMerge);
  const { stoppedAt } = carried;
  const done = carried.changed.filter((one) => one.name !== stoppedAt?.name);
  const last = stoppedAt?.number ?? '99';
  const renewed = await renew(
    readAgain(kit),
    ({ number }) => number >= (done[0]?.number ?? '') && number < last,
  );
  process.off('SIGINT', stopAfterMerge);

  for (const line of renewed.done) console.log(line);
  for (const remark of [...carried.remarks, ...renewed.remarks]) {
    console.log(`look at ${remark}`);
  }
  if (stoppedAt) {
    for (const path of carried.conflicts) console.error(`conflict  ${path}`);
    console.error(
      `Stopped at chapter ${stoppedAt.number}. Resolve what stands between the markers, then go on with: npx ground-up carry ${stoppedAt.number}`,
    );
    return 1;
  }
  console.log(`Carried. Now run: npx ground-up prove`);
  return 0;
}

function stopAfterMerge(): void {
  console.error(
    'Stopped after the merge. Go on with: npx ground-up record, then npx ground-up sync',
  );
  process.exit(130);
}

import { parseArgs } from 'node:util';
import { findChapter } from '../chapters.ts';
import { openKit } from '../kit.ts';
import { proofs } from '../proofs/all.ts';

export async function run(argv: string[]): Promise<number> {
  const { positionals } = parseArgs({ args: argv, allowPositionals: true });
  const kit = openKit();
  const chapters = positionals[0]
    ? [findChapter(kit.chapters, positionals[0])]
    : kit.chapters;

  // Those that wait for other processes start first: all run at the same time.
  const running = proofs
    .toReversed()
    .map((proof) => ({ proof, found: proof.run(kit, chapters) }));
  for (const { found } of running) found.catch(() => undefined);

  let count = 0;
  for (const { proof, found } of running.reverse()) {
    const problems = await found;
    count += problems.length;
    console.log(`${problems.length === 0 ? '✓' : '✗'} ${proof.name}`);
    for (const { message } of problems) console.log(`  ${message}`);
  }

  console.log(count === 0 ? 'Proved.' : `${count} to mend.`);
  return count === 0 ? 0 : 1;
}

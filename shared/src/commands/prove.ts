import { parseArgs } from 'node:util';
import { chaptersNamed, openKit } from '../kit.ts';
import { proofs } from '../proofs/all.ts';

export async function run(argv: string[]): Promise<number> {
  const [wanted] = parseArgs({
    args: argv,
    allowPositionals: true,
  }).positionals;
  const kit = openKit();
  const chapters = chaptersNamed(kit, wanted);

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

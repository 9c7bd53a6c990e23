import { parseArgs } from 'node:util';
import { chaptersNamed, openKit } from '../kit.ts';
import { proofs } from '../proofs/all.ts';
import type { Problem } from '../proofs/proof.ts';
import { rememberProved } from '../proofs/remember.ts';

export async function run(argv: string[]): Promise<number> {
  const [wanted] = parseArgs({
    args: argv,
    allowPositionals: true,
  }).positionals;
  const kit = openKit();
  const chapters = chaptersNamed(kit, wanted);

  const remember = rememberProved(kit, chapters);

  // Those that wait for other processes start first: all run at the same time.
  const running = proofs
    .toReversed()
    .map((proof) => ({ proof, found: proof.run(kit, chapters) }));
  for (const { found } of running) found.catch(() => undefined);

  const all: Problem[] = [];
  for (const { proof, found } of running.reverse()) {
    const problems = await found;
    all.push(...problems);
    console.log(`${problems.length === 0 ? '✓' : '✗'} ${proof.name}`);
    for (const { message } of problems) console.log(`  ${message}`);
  }

  remember(all);
  console.log(all.length === 0 ? 'Proved.' : `${all.length} to mend.`);
  return all.length === 0 ? 0 : 1;
}

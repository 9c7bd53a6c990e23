import { parseArgs } from 'node:util';
import { type Mutant, mutants } from '../../../tests/contract/mutants.ts';
import { canJudge, catchMutant } from '../../../tests/contract/mutate.ts';
import { suiteOf } from '../../../tests/contract/suites.ts';
import { listChapters } from '../chapters.ts';

/** `ground-up mutants [feature]`: breaks one promise after another and says which check saw it. */
export async function run(argv: string[]): Promise<number> {
  const { positionals } = parseArgs({ args: argv, allowPositionals: true });
  const feature = positionals[0] && suiteOf(positionals[0]).feature;
  const wanted = mutants.filter(
    (mutant) => !feature || mutant.feature === feature,
  );
  const chosen = wanted.filter(canJudge);
  const chapters = listChapters();
  let missed = 0;

  for (const mutant of chosen) {
    const caught = await inSilence(() => catchMutant(mutant, chapters));
    if (!caught) missed += 1;
    console.log(describe(mutant, caught !== undefined));
  }

  console.log(`\n${chosen.length - missed} caught, ${missed} missed`);
  if (chosen.length < wanted.length) {
    console.log(
      `${wanted.length - chosen.length} not judged: they show on PostgreSQL alone. Name a server in GROUND_UP_POSTGRES.`,
    );
  }
  return missed === 0 ? 0 : 1;
}

function describe({ feature, name, check }: Mutant, caught: boolean) {
  return caught
    ? `✓ ${feature}: ${name}\n    ${check}`
    : `✗ ${feature}: ${name}\n    got past "${check}". Mend that check in tests/contract/${feature}.ts.`;
}

/** What a broken server has to say about itself helps nobody. */
async function inSilence<T>(work: () => Promise<T>) {
  const { error } = console;
  console.error = () => undefined;
  try {
    return await work();
  } finally {
    console.error = error;
  }
}

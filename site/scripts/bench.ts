/**
 * Prints Lighthouse's score for performance, on a telephone, for each page that the tests look at: the median of five runs.
 * And what Lighthouse says of these runs: on a machine that is slower than it expects, scores are too low.
 */
import { audited, openLighthouse } from '../tests/lighthouse.ts';

const goal = 95;

async function main() {
  const lighthouse = await openLighthouse();
  const said = new Set<string>();
  for (const path of audited) {
    const scores: number[] = [];
    for (let run = 0; run < 5; run += 1) {
      const audit = await lighthouse.audit(path, ['performance']);
      scores.push(audit.scores.performance ?? 0);
      for (const warning of audit.warnings) said.add(warning);
    }
    scores.sort((one, other) => one - other);
    console.log(
      `${path}: ${scores[2]} (at least ${goal}; ${scores[0]} to ${scores[4]})`,
    );
  }
  for (const warning of said) console.log(warning);
  await lighthouse.close();
}

void main();

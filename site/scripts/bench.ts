/** Prints Lighthouse's score for performance, on a telephone, for each page that the tests look at: the median of five runs. */
import { audited, openLighthouse } from '../tests/lighthouse.ts';

const goal = 95;

async function main() {
  const lighthouse = await openLighthouse();
  for (const path of audited) {
    const scores: number[] = [];
    for (let run = 0; run < 5; run += 1) {
      const { scores: found } = await lighthouse.audit(path, ['performance']);
      scores.push(found.performance ?? 0);
    }
    scores.sort((one, other) => one - other);
    console.log(
      `${path}: ${scores[2]} (at least ${goal}; ${scores[0]} to ${scores[4]})`,
    );
  }
  await lighthouse.close();
}

void main();

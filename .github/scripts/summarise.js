// The one check that a branch has to require. NEEDS holds the outcome of every other job: ${{ toJSON(needs) }}.
import { pathToFileURL } from 'node:url';

/** What went wrong, a line each; empty when all is well. Only `chapter` may be skipped, and only if none is affected. */
export function problems(needs) {
  const noChapter = needs.plan?.outputs?.chapters === '[]';

  return Object.entries(needs)
    .filter(([, { result }]) => result !== 'success')
    .filter(
      ([job, { result }]) =>
        !(job === 'chapter' && result === 'skipped' && noChapter),
    )
    .map(([job, { result }]) => `${job}: ${result}`);
}

function summarise({ NEEDS }) {
  if (!NEEDS) throw new Error('NEEDS is not set: give it the jobs, as JSON.');

  const needs = JSON.parse(NEEDS);
  const found = problems(needs);
  console.log(
    found.length === 0
      ? `All green: ${Object.keys(needs).join(', ')}.`
      : `Not green:\n${found.join('\n')}`,
  );
  process.exitCode = found.length === 0 ? 0 : 1;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  summarise(process.env);
}

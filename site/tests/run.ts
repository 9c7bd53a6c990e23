/** Runs all tests of the site and ends with the line `N passed, N failed`. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

/** Takes as long as all others together: it begins first, so that nothing waits for it in the end. */
const longest = 'tab-parity.test.ts';
const files = readdirSync(__dirname)
  .filter((name) => name.endsWith('.test.ts'))
  .sort((one, other) => Number(other === longest) - Number(one === longest))
  .map((name) => join(__dirname, name));
let passed = 0;
let failed = 0;

const events = run({ files, concurrency: 2 });
events.on('test:pass', ({ details, skip }) => {
  if (!isSuite(details) && skip === undefined) passed += 1;
});
events.on('test:fail', ({ details }) => {
  if (!isSuite(details)) failed += 1;
});
events.compose(new spec()).pipe(process.stdout);
events.on('end', () => {
  setTimeout(() => {
    console.log(`${passed} passed, ${failed} failed`);
    process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
  }, 100);
});

function isSuite(details: { type?: string }): boolean {
  return details.type === 'suite';
}

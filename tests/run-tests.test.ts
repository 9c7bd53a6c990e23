import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { runTests } from '../shared/src/run-tests.ts';
import { stage } from '../shared/src/stage.ts';

test('results arrive whole, however long they are and however busy this process is', async () => {
  const length = 5_000_000; // more than a channel holds until it is read
  const dir = stage(
    'fails-at-length',
    new Map([
      [
        'tests/long.test.ts',
        `import { writeFileSync } from 'node:fs';
import { test } from 'vitest';

test('fails at length', () => {
  writeFileSync(new URL('ran', import.meta.url), '');
  throw new Error('x'.repeat(${length}));
});
`,
      ],
    ]),
  );
  const file = join(dir, 'tests', 'long.test.ts');
  const ran = join(dir, 'tests', 'ran');
  rmSync(ran, { force: true });

  const results = runTests([file]);
  await setTimeout(100);
  for (let waited = 0; !existsSync(ran) && waited < 400; waited += 1) block(50);
  block(2000);

  expect((await results).map(({ tests }) => tests[0]?.failure.length)).toEqual([
    expect.toSatisfy((found: number) => found > length),
  ]);
});

/** Lets nothing else in this process happen for so many milliseconds. */
function block(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

import fc from 'fast-check';
import { expect } from 'vitest';

const { SEED = '17', RUNS } = process.env;

/** For properties: RUNS may ask for many. */
export const timeout = 600_000;

/** Tries `property` with many inputs: the same ones each time, unless SEED or RUNS say otherwise. */
export async function holds<Values>(
  property: fc.IRawProperty<Values>,
  runs: number,
) {
  const settings = { seed: Number(SEED), numRuns: Number(RUNS ?? runs) };
  const check = async () => fc.assert(property, settings);

  await expect(check()).resolves.toBeUndefined();
}

const character = fc.oneof(
  { withCrossShrink: true },
  fc.constantFrom('a', "'", '"', '\\', '%', '&', '+', '$1'),
  fc.constantFrom(' ', '\n', '\t', '\u00a0'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
);

/** Text as people write it, and as nobody does: blanks at its ends, accents that are code points of their own. */
export function text(maxLength: number) {
  return fc.string({ unit: character, maxLength });
}

const forgotten = ['\0', '\ud83d', -1, 2 ** 53, 1e300, [[]], { toString: 1 }];

/** Whatever JSON can say, and often what people do not think of. */
export const anyValue = fc.oneof(
  fc.constantFrom<unknown[]>(...forgotten),
  fc.jsonValue({ maxDepth: 1 }),
);

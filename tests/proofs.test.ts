import { describe, expect, test } from 'vitest';
import { openKit } from '../shared/src/kit.ts';
import { proofs as all } from '../shared/src/proofs/all.ts';
import { contract } from '../shared/src/proofs/contract.ts';

const kit = openKit();

// contract.test.ts runs the suites, a test for each of their checks.
const proofs = all.filter((proof) => proof !== contract);

// Those that wait for other processes start first: all run at the same time.
const running = new Map(
  [...proofs].reverse().map((proof) => {
    const found = proof.run(kit, kit.chapters);
    found.catch(() => undefined);
    return [proof.name, found];
  }),
);

describe.for(proofs.map(({ name }) => name))('%s', (name) => {
  test.for(kit.chapters.map((chapter) => chapter.name))(
    '%s',
    async (chapter) => {
      const problems = (await running.get(name)) ?? [];

      const own = problems.filter((problem) => problem.chapter === chapter);
      expect(own.map(({ message }) => message)).toEqual([]);
    },
  );
});

import { describe, expect, test } from 'vitest';
import { openKit } from '../shared/src/kit.ts';
import { proofs } from '../shared/src/proofs/all.ts';

const kit = openKit();

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

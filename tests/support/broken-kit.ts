import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { findChapter, root } from '../../shared/src/chapters.ts';
import { type Kit, openKit } from '../../shared/src/kit.ts';
import type { Proof } from '../../shared/src/proofs/proof.ts';

/** A copy of the first three chapters that a test may break. It lies inside the repository, where packages are found. */
export interface BrokenKit {
  folder: string;
  write(path: string, text: string): void;
  /** Replaces text that must be there. */
  edit(path: string, find: string, replace: string): void;
  open(): Kit;
  /** What `proof` says of one chapter. */
  prove(proof: Proof, chapter: string): Promise<string[]>;
}

export function breakableKit(): BrokenKit {
  mkdirSync(join(root, '.ground-up'), { recursive: true });
  const folder = mkdtempSync(join(root, '.ground-up', 'broken-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const isOurs = (path: string) =>
    !/node_modules|\/(0[4-9]|[1-9]\d)-/.test(path);
  cpSync(join(root, 'chapters'), join(folder, 'chapters'), {
    recursive: true,
    filter: isOurs,
  });
  cpSync(
    join(root, 'site', 'glossary.yml'),
    join(folder, 'site', 'glossary.yml'),
  );

  return {
    folder,
    write: (path, text) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    },
    edit: (path, find, replace) => {
      const text = readFileSync(join(folder, path), 'utf8');
      if (!text.includes(find))
        throw new Error(`${path} does not hold ${find}: mend this test.`);
      writeFileSync(
        join(folder, path),
        text.replace(find, () => replace),
      );
    },
    open: () => openKit(folder),
    prove: async (proof, number) => {
      const kit = openKit(folder);
      const problems = await proof.run(kit, [
        findChapter(kit.chapters, number),
      ]);
      return problems.map(({ message }) => message);
    },
  };
}

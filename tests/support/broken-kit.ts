import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';
import { findChapter, root } from '../../shared/src/chapters.ts';
import { type Kit, openKit } from '../../shared/src/kit.ts';
import type { Proof } from '../../shared/src/proofs/proof.ts';

/** A copy of the first three chapters that a test may break. It lies inside the repository, where packages are found. */
export interface BrokenKit {
  read(path: string): string;
  write(path: string, text: string): void;
  /** Replaces text that must be there. */
  edit(path: string, find: string, replace: string): void;
  remove(path: string): void;
  open(): Kit;
  /** What `proof` says of one chapter. */
  prove(proof: Proof, chapter: string): Promise<string[]>;
}

/**
 * Gives a function that hands out the copy to one test after the other. When a test is done, all files are what they
 * were; the next one gets the copy under another name, so that modules are loaded again.
 */
export function breakableKits(): () => BrokenKit {
  let parent: string | undefined;
  let count = 0;
  afterAll(() => {
    if (parent) rmSync(parent, { recursive: true, force: true });
  });

  return () => {
    parent ??= makeCopy(count);
    const folder = join(parent, String(count + 1));
    renameSync(join(parent, String(count)), folder);
    count += 1;
    return kitIn(folder, (undo) => void onTestFinished(undo));
  };
}

/** A copy for the tests of a file that calls this once, outside of tests. */
export function breakableKit(): BrokenKit {
  const parent = makeCopy(0);
  afterAll(() => rmSync(parent, { recursive: true, force: true }));
  return kitIn(join(parent, '0'), () => undefined);
}

/** A folder in which the folder `name` holds the copy. */
function makeCopy(name: number): string {
  mkdirSync(join(root, '.ground-up'), { recursive: true });
  const parent = mkdtempSync(join(root, '.ground-up', 'broken-'));
  const isOurs = (path: string) =>
    !/node_modules|[\\/](0[4-9]|[1-9]\d)-/.test(path.slice(root.length));
  for (const path of ['chapters', join('site', 'glossary.yml')]) {
    cpSync(join(root, path), join(parent, String(name), path), {
      recursive: true,
      filter: isOurs,
    });
  }
  return parent;
}

function kitIn(
  folder: string,
  whenDone: (undo: () => void) => void,
): BrokenKit {
  const kit: BrokenKit = {
    read: (path) => readFileSync(join(folder, path), 'utf8'),
    write: (path, text) => {
      const file = join(folder, path);
      const old = existsSync(file) ? kit.read(path) : undefined;
      const made = mkdirSync(dirname(file), { recursive: true }) ?? file;
      writeFileSync(file, text);
      whenDone(() => {
        if (old === undefined) rmSync(made, { recursive: true });
        else writeFileSync(file, old);
      });
    },
    edit: (path, find, replace) => {
      const text = kit.read(path);
      if (!text.includes(find))
        throw new Error(`${path} does not hold ${find}: mend this test.`);
      kit.write(
        path,
        text.replace(find, () => replace),
      );
    },
    remove: (path) => {
      const old = kit.read(path);
      rmSync(join(folder, path));
      whenDone(() => writeFileSync(join(folder, path), old));
    },
    open: () => openKit(folder),
    prove: async (proof, number) => {
      const opened = kit.open();
      const problems = await proof.run(opened, [
        findChapter(opened.chapters, number),
      ]);
      return problems.map(({ message }) => message);
    },
  };
  return kit;
}

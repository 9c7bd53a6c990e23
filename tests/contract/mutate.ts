import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { boot } from '../../shared/src/boot.ts';
import {
  type Chapter,
  type Files,
  readCode,
  root,
} from '../../shared/src/chapters.ts';
import { UserError } from '../../shared/src/user-error.ts';
import { ContractError } from './client.ts';
import type { Mutant } from './mutants.ts';
import { openSession } from './suite.ts';
import { suiteOf } from './suites.ts';

/** What `import { x } from './y.ts'` and `export … from` name; types leave no trace. */
const imported = /^(?!import type)(?:import|export)\b[^;]*?'(\.[^']+)'/gm;

/** Runs the check that must catch `mutant` against it. Resolves with what it says; undefined: the mutant got away. */
export async function catchMutant(
  mutant: Mutant,
  chapters: Chapter[],
): Promise<ContractError | undefined> {
  const check = checkOf(mutant);
  const chapter = introducing(mutant.feature, chapters);
  const dir = writeCopy(chapter, mutate(mutant, chapter), `src/${mutant.file}`);

  const server = await boot(dir);
  try {
    const session = await openSession(server.url);
    await session.run(check);
    return undefined;
  } catch (error) {
    if (error instanceof ContractError) return error;
    throw error;
  } finally {
    await server.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

/** A chapter's code with the mutant's edit. Throws a UserError that says where to mend it when `find` is not there once. */
export function mutate(
  { feature, name, file, find, replace }: Mutant,
  chapter: Chapter,
): Files {
  const path = `src/${file}`;
  const code = readCode(chapter.dir);
  const text = code.get(path) ?? '';
  const count = text.split(find).length - 1;
  if (count === 1)
    return code.set(
      path,
      text.replace(find, () => replace),
    );

  const where = toPosix(relative(root, join(chapter.dir, path)));
  throw new UserError(
    `tests/contract/mutants/${feature}.ts: the text of "${name}" occurs ${count} times in ${where}. Choose one that occurs there once: ${find}`,
  );
}

function checkOf({ feature, check: title }: Mutant) {
  const check = suiteOf(feature).checks.find((one) => one.title === title);
  if (check) return check;

  throw new UserError(
    `tests/contract/mutants/${feature}.ts: there is no check "${title}" in tests/contract/${feature}.ts. Name one that is there.`,
  );
}

/** The first chapter that claims `feature`. */
function introducing(feature: string, chapters: Chapter[]) {
  const found = chapters.find(({ manifest }) =>
    manifest.features.includes(feature),
  );
  if (found) return found;

  throw new UserError(
    `No chapter claims the feature "${feature}". Name it in "features" of its chapter.json.`,
  );
}

/**
 * Writes what the edit of `edited` reaches to a new folder; the rest is taken from the chapter itself, where it is loaded
 * already. So a hundred mutants start in the time of forty chapters.
 */
function writeCopy(chapter: Chapter, code: Files, edited: string) {
  mkdirSync(join(root, '.ground-up'), { recursive: true });
  const dir = mkdtempSync(join(root, '.ground-up', 'mutant-'));
  const reached = reachedFrom(edited, code);

  for (const path of reached) {
    const file = join(dir, path);
    const elsewhere = (target: string) =>
      toPosix(relative(dirname(file), join(chapter.dir, target)));
    write(file, redirect(path, code, reached, elsewhere));
  }

  const entries = ['src/app.ts', 'src/database.ts', 'src/settings.ts'];
  for (const path of entries) {
    if (!code.has(path) || reached.has(path)) continue;
    const original = relative(join(dir, 'src'), join(chapter.dir, path));
    write(join(dir, path), `export * from '${toPosix(original)}';\n`);
  }
  return dir;
}

/** `start` and every file that imports it, directly or not. */
function reachedFrom(start: string, code: Files) {
  const reached = new Set([start]);
  // A set visits what is added while it is walked.
  for (const path of reached) {
    for (const [other, text] of code) {
      if (importsOf(other, text).includes(path)) reached.add(other);
    }
  }
  return reached;
}

function importsOf(path: string, text: string) {
  return [...text.matchAll(imported)].map(([, target = '']) =>
    posix.join(posix.dirname(path), target),
  );
}

function redirect(
  path: string,
  code: Files,
  reached: Set<string>,
  elsewhere: (target: string) => string,
) {
  return (code.get(path) ?? '').replaceAll(
    imported,
    (statement, target: string) => {
      const meant = posix.join(posix.dirname(path), target);
      return reached.has(meant)
        ? statement
        : statement.replace(`'${target}'`, `'${elsewhere(meant)}'`);
    },
  );
}

function write(file: string, text: string) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function toPosix(path: string) {
  return path.split(sep).join('/');
}

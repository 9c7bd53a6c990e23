import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { bootFiles } from '../../shared/src/boot.ts';
import {
  type Chapter,
  type Files,
  readCode,
  root,
} from '../../shared/src/chapters.ts';
import { UserError } from '../../shared/src/user-error.ts';
import { ContractError } from './client.ts';
import { databasesOf, postgres } from './databases.ts';
import type { Mutant } from './mutants.ts';
import { logInFor } from './people.ts';
import { runAlone } from './suite.ts';
import { suiteOf, suitesUpTo } from './suites.ts';

/** What `import { x } from './y.ts'` and `export … from` name; types leave no trace. */
const imported = /^(?!import type)(?:import|export)\b[^;]*?'(\.[^']+)'/gm;

/** Runs the check that must catch `mutant` against it. Resolves with what it says; undefined: the mutant got away. */
export async function catchMutant(
  mutant: Mutant,
  chapters: Chapter[],
): Promise<ContractError | undefined> {
  const check = checkOf(mutant);
  const chapter = introducing(mutant.feature, chapters);
  const database = databaseFor(mutant, chapter);
  const { settings } = suiteOf(mutant.feature);
  const dir = writeCopy(chapter, mutate(mutant, chapter), `src/${mutant.file}`);

  try {
    const logIn = logInFor(suitesUpTo(chapter, chapters));
    const serve = () => database.serve(dir, settings);
    return await failureOf(runAlone(check, serve, logIn));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

async function failureOf(run: Promise<void>) {
  try {
    await run;
    return undefined;
  } catch (error) {
    if (error instanceof ContractError) return error;
    throw error;
  }
}

/** Whether what it takes to judge `mutant` is here. */
export function canJudge({ onPostgres = false }: Mutant) {
  return !onPostgres || postgres() !== undefined;
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

function databaseFor({ onPostgres, name }: Mutant, chapter: Chapter) {
  const database = onPostgres ? postgres() : databasesOf(chapter)[0];
  if (database) return database;

  throw new UserError(
    `"${name}" shows on PostgreSQL alone, and there is none. Name one in GROUND_UP_POSTGRES, then try again.`,
  );
}

/** The first chapter that claims `feature`. */
export function introducing(feature: string, chapters: Chapter[]) {
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
 * already. What `boot` asks for is all in `app.ts`: one file less to load, a hundred times.
 */
function writeCopy(chapter: Chapter, code: Files, edited: string) {
  mkdirSync(join(root, '.ground-up'), { recursive: true });
  const dir = mkdtempSync(join(root, '.ground-up', 'mutant-'));
  const reached = reachedFrom(edited, code);
  const pathTo = (target: string, from: string) =>
    toPosix(relative(dirname(join(dir, from)), join(chapter.dir, target)));

  const texts = new Map(
    [...reached].map((path) => [path, redirect(path, code, reached, pathTo)]),
  );
  const entries = bootFiles
    .filter((path) => code.has(path))
    .map((path) =>
      reached.has(path)
        ? `./${posix.basename(path)}`
        : pathTo(path, 'src/app.ts'),
    )
    .filter((path) => path !== './app.ts')
    .map((path) => `export * from '${path}';`);
  const app = texts.get('src/app.ts') ?? '';
  texts.set('src/app.ts', [app, ...entries].join('\n'));

  for (const [path, text] of texts) write(join(dir, path), text);
  return dir;
}

/** `start` and every file that imports it, directly or not. */
function reachedFrom(start: string, code: Files) {
  const reached = new Set([start]);
  // A set visits what is added while it is walked.
  for (const path of reached) {
    for (const [other, text] of code) {
      if (!other.startsWith('src/')) continue;
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
  pathTo: (target: string, from: string) => string,
) {
  return (code.get(path) ?? '').replaceAll(
    imported,
    (statement, target: string) => {
      const meant = posix.join(posix.dirname(path), target);
      return reached.has(meant)
        ? statement
        : statement.replace(`'${target}'`, `'${pathTo(meant, path)}'`);
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

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import typescript from 'typescript';
import { boot } from '../../shared/src/boot.ts';
import { type Chapter, readCode, root } from '../../shared/src/chapters.ts';
import { UserError } from '../../shared/src/user-error.ts';
import { ContractError } from './client.ts';
import type { Mutant } from './mutants.ts';
import { openSession } from './suite.ts';
import { suiteOf } from './suites.ts';

/** Runs the check that must catch `mutant` against it. Resolves with what it says; undefined: the mutant got away. */
export async function catchMutant(
  mutant: Mutant,
  chapters: Chapter[],
): Promise<ContractError | undefined> {
  const code = mutate(mutant, introducing(mutant.feature, chapters));
  const folder = join(root, '.ground-up');
  mkdirSync(folder, { recursive: true });
  const dir = mkdtempSync(join(folder, 'mutant-'));

  try {
    writeCopy(dir, code);
    return await failureOf(dir, mutant);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
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

/** A chapter's code with the mutant's edit. Throws a UserError that says where to mend it when `find` is not there once. */
export function mutate(
  { feature, name, file, find, replace }: Mutant,
  chapter: Chapter,
) {
  const path = `src/${file}`;
  const code = readCode(chapter.dir);
  const text = code.get(path) ?? '';
  const count = text.split(find).length - 1;
  if (count === 1)
    return code.set(
      path,
      text.replace(find, () => replace),
    );

  const where = relative(root, join(chapter.dir, path));
  throw new UserError(
    `tests/contract/mutants/${feature}.ts: the text of "${name}" occurs ${count} times in ${where}. Choose one that occurs there once: ${find}`,
  );
}

/**
 * Writes `src/` as JavaScript below a `node_modules`, which Vitest leaves to Node: a hundred copies load in the time of
 * ten. What `boot` asks for is all in one file.
 */
function writeCopy(dir: string, code: Map<string, string>) {
  const copy = join(dir, 'node_modules/copy');
  write(join(copy, 'package.json'), '{"type":"module"}');
  for (const [path, text] of code) {
    if (/^src\/.*\.ts$/.test(path)) {
      write(join(copy, path.replace(/\.ts$/, '.js')), toJavaScript(text));
    }
  }

  const parts = ['app', 'database', 'settings'].filter((name) =>
    code.has(`src/${name}.ts`),
  );
  const lines = parts.map(
    (name) => `export * from '../node_modules/copy/src/${name}.js';`,
  );
  write(join(dir, 'src/app.ts'), lines.join('\n'));
}

function write(file: string, text: string) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

const done = new Map<string, string>();

function toJavaScript(text: string) {
  const known = done.get(text);
  if (known !== undefined) return known;

  const { outputText } = typescript.transpileModule(text, {
    compilerOptions: {
      target: typescript.ScriptTarget.ES2023,
      module: typescript.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
      rewriteRelativeImportExtensions: true,
    },
  });
  done.set(text, outputText);
  return outputText;
}

async function failureOf(dir: string, { feature, check: title }: Mutant) {
  const check = checkOf(feature, title);
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
  }
}

function checkOf(feature: string, title: string) {
  const check = suiteOf(feature).checks.find((one) => one.title === title);
  if (check) return check;

  throw new UserError(
    `tests/contract/mutants/${feature}.ts: there is no check "${title}" in tests/contract/${feature}.ts. Name one that is there.`,
  );
}

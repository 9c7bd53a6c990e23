import { createHash } from 'node:crypto';
import { existsSync, lstatSync } from 'node:fs';
import { basename, join } from 'node:path';
import { suitesUpTo } from '../../../tests/contract/suites.ts';
import { type Chapter, readCode, readText, root } from '../chapters.ts';
import { readFolders } from '../workspace/files.ts';
import { kitVersion } from '../workspace.ts';
import { askContract } from './contract.ts';
import type { Outcome } from './outcome.ts';
import { runOutside } from './outside.ts';
import { packagesFor, preparePackages } from './packages.ts';
import type { Limits } from './sandbox.ts';

export interface Submission {
  /** The folder's name. */
  name: string;
  /** Absolute. */
  dir: string;
  chapter: Chapter;
}

export interface Grade {
  name: string;
  /** Two digits. */
  chapter: string;
  passed: number;
  outcomes: Outcome[];
  /** Milliseconds. */
  took: number;
}

interface Choices {
  chapters: Chapter[];
  isIsolated: boolean;
  limits: Limits;
}

/**
 * Judges a submission by what it answers: the contract, and the chapter's tests that can be asked from outside. One that
 * breaks more than half of the contract is not asked for the rest.
 */
export async function grade(
  { name, dir, chapter }: Submission,
  { chapters, isIsolated, limits }: Choices,
): Promise<Grade> {
  const begin = Date.now();
  const broken = whatIsMissing(dir, isIsolated);
  const outcomes = broken
    ? [{ suite: 'submission', title: 'there is an app', failure: broken }]
    : await judge();
  const passed = outcomes.filter(({ failure }) => !failure).length;
  const took = Date.now() - begin;
  return { name, chapter: chapter.number, passed, outcomes, took };

  async function judge() {
    await preparePackages(chapter);
    const packages = isIsolated
      ? packagesFor(dir, chapter)
      : join(dir, 'node_modules');
    const choices = { packages, isIsolated, limits };
    const suites = suitesUpTo(chapter, chapters);
    const contract = await askContract(dir, suites, choices);
    const failed = contract.filter(({ failure }) => failure).length;
    if (failed > contract.length / 2) return contract;
    return [...contract, ...(await runOutside(dir, chapter, choices))];
  }
}

/** Whether all that was asked is as promised. */
export function isGood({ passed, outcomes }: Grade): boolean {
  return passed === outcomes.length;
}

/** The kit's version, and a hash of all tests that a submission of `chapter` is judged by. */
export function testsVersion(chapter: Chapter): string {
  const files = [
    ...readFolders(join(root, 'tests'), ['contract']),
    ...[...readCode(chapter.dir)].filter(([path]) => path.startsWith('tests/')),
  ];
  const hash = createHash('sha256').update(JSON.stringify(files));
  return `${kitVersion()}-${hash.digest('hex').slice(0, 8)}`;
}

function whatIsMissing(dir: string, isIsolated: boolean): string | undefined {
  for (const path of ['src', 'src/app.ts']) {
    const file = join(dir, path);
    if (!existsSync(file)) return `${basename(dir)} has no ${path}.`;
    if (lstatSync(file).isSymbolicLink())
      return `${path} is a link. Only what stands in the folder is judged.`;
  }
  if (!isIsolated && !existsSync(join(dir, 'node_modules')))
    return 'Its packages are not installed. Run npm ci there: without a sandbox the kit brings none.';
  return readText(join(dir, 'src', 'app.ts')).trim() === ''
    ? 'src/app.ts is empty.'
    : undefined;
}

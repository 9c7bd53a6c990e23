import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Hints, openKit, readHints } from '../kit.ts';
import { isTitleOf } from '../titles.ts';
import type { Workspace } from '../workspace.ts';
import type { Failure } from './tests.ts';

/** The hints for one test. */
export interface Ladder {
  /** The test's title as its source has it. */
  title: string;
  rungs: string[];
}

/** The ladder for the test that a runner calls `title`: this chapter's, or that of the chapter that brought the test. */
export function findLadder(
  workspace: Workspace,
  title: string,
): Ladder | undefined {
  const ladders = allLadders(workspace);
  return ladders[indexOf(ladders, title)];
}

/**
 * The failures in the order to mend them: first tests of earlier chapters, in the order of their lessons; last what
 * could not even be loaded, this chapter's own tests before others.
 */
export function inOrderOfLessons(
  workspace: Workspace,
  failures: Failure[],
): Failure[] {
  const ladders = allLadders(workspace);
  const all = ladders.length;
  const rank = ({ title, loaded }: Failure) => {
    const at = indexOf(ladders, title);
    const place = at === -1 ? all : at;
    if (loaded) return place;
    return place + all * (ladders[at]?.isOwn ? 2 : 3);
  };

  return failures
    .map((failure) => ({ failure, rank: rank(failure) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ failure }) => failure);
}

function indexOf(ladders: Ladder[], title: string): number {
  const exact = ladders.findIndex((ladder) => ladder.title === title);
  if (exact !== -1) return exact;
  return ladders.findIndex((ladder) => isTitleOf(ladder.title, title));
}

function allLadders({ chapters, chapter }: Workspace) {
  const kit = openKit();
  const upToNow = chapters.filter(({ number }) => number <= chapter.number);

  return upToNow.flatMap((one) => {
    const hasHints = existsSync(join(one.dir, 'hints.yml'));
    const hints: Hints = hasHints ? readHints(kit, one) : {};
    const isOwn = one.number === chapter.number;
    return Object.entries(hints).map(([title, rungs]) => ({
      title,
      rungs,
      isOwn,
    }));
  });
}

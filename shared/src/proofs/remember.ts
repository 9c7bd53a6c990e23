import { provable } from '../../bin/proved.js';
import type { Chapter } from '../chapters.ts';
import type { Kit } from '../kit.ts';
import { proofs } from './all.ts';
import type { Problem } from './proof.ts';

/** What the proofs look at, besides chapters. */
const kitFiles = [
  ...['shared', 'tests/contract', 'site/docs', 'site/glossary.yml'],
  ...['README.md', 'package.json'],
];

/**
 * Call it before all proofs run on `chapters`. What it gives takes the problems that they found, and remembers each chapter
 * without one as proved, unless its files have changed meanwhile.
 */
export function rememberProved(kit: Kit, chapters: Chapter[]) {
  const units = chapters.map(({ name }) => {
    const paths = ['chapters', ...kitFiles];
    const about = { chapter: name, what: 'proofs' };
    const unit = provable(`prove ${name}`, paths, { about, isOn: true });
    return { name, unit };
  });

  return (problems: Problem[]): void => {
    for (const { name, unit } of units) {
      if (problems.every(({ chapter }) => chapter !== name))
        unit.remember(proofs.length);
    }
  };
}

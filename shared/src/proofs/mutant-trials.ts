import { basename } from 'node:path';
import type { Chapter, Files } from '../chapters.ts';
import type { FileResult } from '../run-tests.ts';
import { stage } from '../stage.ts';
import { problem } from './proof.ts';
import { isTest, type Trial } from './trial.ts';

type Mutant = NonNullable<Chapter['manifest']['mutants']>[number];

/**
 * Each mutant of the chapter is caught by the new test file that it names. The older test files miss them all: they run
 * once, on a copy that holds every mutant.
 */
export function mutantTrials(chapter: Chapter, code: Files, old: Files) {
  const mutants = chapter.manifest.mutants ?? [];
  const unfit = mutants.filter((mutant) => !isFit(mutant, code));
  if (unfit.length > 0)
    return unfit.map((mutant) => unfitTrial(chapter, mutant));

  const trials = mutants.map((mutant) => catching(chapter, mutant, code));
  return mutants.length > 0
    ? [...trials, missing(chapter, mutants, code, old)]
    : [];
}

function isFit({ file, find }: Mutant, code: Files) {
  return (code.get(file) ?? '').split(find).length === 2;
}

function unfitTrial(chapter: Chapter, { name, file, find }: Mutant): Trial {
  const judge = () => [
    problem(
      chapter,
      'chapter.json',
      undefined,
      `the mutant "${name}" looks for ${JSON.stringify(find)}, which does not stand once in ${file}.`,
      'Correct its "find".',
    ),
  ];
  return { dir: chapter.dir, tests: [], judge };
}

function catching(chapter: Chapter, mutant: Mutant, code: Files): Trial {
  const judge = (results: FileResult[]) => {
    const isCaught = results.some(({ tests }) =>
      tests.some(({ passed, byExpect }) => !passed && byExpect),
    );
    return isCaught
      ? []
      : [
          problem(
            chapter,
            mutant.test,
            undefined,
            `does not catch the mutant "${mutant.name}" by an expect.`,
            'Test what the mutant breaks.',
          ),
        ];
  };
  const dir = stage(`${chapter.name}-mutant`, mutated(code, [mutant]));
  return { dir, tests: [mutant.test], judge };
}

function missing(
  chapter: Chapter,
  mutants: Mutant[],
  code: Files,
  old: Files,
): Trial {
  const names = mutants.map(({ name }) => `"${name}"`).join(', ');
  const judge = (results: FileResult[]) =>
    results
      .filter(
        ({ loadError, tests }) =>
          loadError || tests.some(({ passed }) => !passed),
      )
      .map(({ file }) =>
        problem(
          chapter,
          'chapter.json',
          undefined,
          `the ${mutants.length > 1 ? 'mutants' : 'mutant'} ${names} ${mutants.length > 1 ? 'are' : 'is'} caught by tests/${basename(file)} as well.`,
          'Choose one that only the new file catches.',
        ),
      );

  const files = mutated(code, mutants);
  const older = [...old.keys()].filter(
    (path) => isTest(path) && code.has(path),
  );
  return { dir: stage(`${chapter.name}-mutants`, files), tests: older, judge };
}

function mutated(code: Files, mutants: Mutant[]): Files {
  const files = new Map(code);
  for (const { file, find, replace } of mutants)
    files.set(
      file,
      (files.get(file) ?? '').replace(find, () => replace),
    );
  return files;
}

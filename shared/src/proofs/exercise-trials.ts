import { basename } from 'node:path';
import { type Chapter, readCode } from '../chapters.ts';
import type { Exercise } from '../kit.ts';
import type { FileResult } from '../run-tests.ts';
import { applySolution } from '../solution.ts';
import { stage } from '../stage.ts';
import { problem } from './proof.ts';
import { firstLine, isTest, type Trial } from './trial.ts';

/** An exercise's test fails by an `expect` on the chapter, and passes with the solution. */
export function exerciseTrials(chapter: Chapter, exercise: Exercise): Trial[] {
  const path = `exercises/${exercise.number}/exercise.test.ts`;
  const code = readCode(chapter.dir);
  const helpers = new Map([...code].filter(([other]) => !isTest(other)));

  const unsolved = {
    dir: chapter.dir,
    tests: [path],
    judge: (results: FileResult[]) => {
      const tests = results.flatMap((result) => result.tests);
      if (tests.some(({ passed, byExpect }) => !passed && byExpect)) return [];
      return [
        problem(
          chapter,
          path,
          1,
          'passes, or fails otherwise than by an expect, on the chapter as it is.',
          'Let it test what the exercise asks for.',
        ),
      ];
    },
  };

  const solved = applySolution(helpers, exercise.patch);
  if (!solved) {
    const judge = () => [
      problem(
        chapter,
        `exercises/${exercise.number}/solution.patch`,
        1,
        'does not apply to the chapter.',
        'Make it again from the chapter as it is.',
      ),
    ];
    return [{ ...unsolved, judge }];
  }
  const judge = (results: FileResult[]) =>
    results
      .filter(
        ({ loadError, tests }) =>
          loadError || tests.some(({ passed }) => !passed),
      )
      .map(({ file, loadError, tests }) => {
        const failed = tests.find(({ passed }) => !passed);
        const said = loadError
          ? firstLine(loadError)
          : `"${failed?.title}": ${firstLine(failed?.failure ?? '')}`;
        return problem(
          chapter,
          `exercises/${exercise.number}/solution.patch`,
          1,
          `with it, ${basename(file)} fails: ${said}`,
          'Mend the solution.',
        );
      });
  const dir = stage(
    `${chapter.name}-solution-${exercise.number}`,
    new Map(solved).set(path, exercise.test),
  );
  return [unsolved, { dir, tests: [path], judge }];
}

import { basename } from 'node:path';
import { type Chapter, chapterBefore, readCode } from '../chapters.ts';
import type { Kit } from '../kit.ts';
import type { FileResult } from '../run-tests.ts';
import { stage } from '../stage.ts';
import { isTitleOf, titlesOf } from '../titles.ts';
import { type Problem, problem } from './proof.ts';
import { firstLine, isTest, type Trial, withoutTests } from './trial.ts';

/** Tests named under "breaks" that cannot have stopped to hold: none of the chapter before, or still run as they were. */
export function unbrokenTests(kit: Kit, chapter: Chapter): Problem[] {
  const before = chapterBefore(kit.chapters, chapter);
  const code = readCode(chapter.dir);
  const old = before
    ? [...readCode(before.dir)].filter(([path]) => isTest(path))
    : [];

  return chapter.manifest.breaks.flatMap(({ test }) => {
    const holders = old.filter(([, source]) =>
      titlesOf(source).some(
        ({ title }) => title === test || isTitleOf(title, test),
      ),
    );
    if (holders.length === 0)
      return [
        noBreak(
          chapter,
          test,
          `which is no test of ${before ? `chapter ${before.number}` : 'an earlier chapter'}. Correct or remove it there.`,
        ),
      ];
    return holders.some(([path, source]) => code.get(path) !== source)
      ? []
      : [
          noBreak(
            chapter,
            test,
            'whose file still stands in this chapter as it was. Remove it there.',
          ),
        ];
  });
}

function noBreak(chapter: Chapter, test: string, why: string): Problem {
  return problem(
    chapter,
    'chapter.json',
    undefined,
    `"breaks" names ${JSON.stringify(test)},`,
    why,
  );
}

/** The tests of the chapter before, as they were, on this chapter's source: those that were edited since. */
export function oldTests(chapter: Chapter, before: Chapter): Trial[] {
  const code = readCode(chapter.dir);
  const edited = [...readCode(before.dir)].filter(
    ([path, text]) => isTest(path) && code.get(path) !== text,
  );
  if (edited.length === 0) return [];

  const files = new Map([...withoutTests(code), ...edited]);
  const judge = (results: FileResult[]) => [
    ...results.flatMap((result) => judgeOld(chapter, before, result)),
    ...passingBreaks(chapter, results),
  ];
  return [
    {
      dir: stage(`${chapter.name}-old-tests`, files),
      tests: edited.map(([path]) => path),
      judge,
    },
  ];
}

function judgeOld(
  chapter: Chapter,
  before: Chapter,
  { file, loadError, tests }: FileResult,
): Problem[] {
  const path = `tests/${basename(file)}`;
  const failed = tests.filter(
    ({ passed, title }) => !passed && !isBroken(chapter, title),
  );

  return [
    ...(loadError
      ? [
          problem(
            chapter,
            path,
            undefined,
            `of chapter ${before.number} cannot be loaded on chapter ${chapter.number}: ${firstLine(loadError)}`,
            'Keep what it imports.',
          ),
        ]
      : []),
    ...failed.map(({ title, failure }) =>
      problem(
        chapter,
        path,
        undefined,
        `"${title}" of chapter ${before.number} fails on chapter ${chapter.number}: ${firstLine(failure)}`,
        'Keep the promise, or name the test with a reason under "breaks" in chapter.json.',
      ),
    ),
  ];
}

/** Tests named under "breaks" that hold all the same. */
function passingBreaks(chapter: Chapter, results: FileResult[]): Problem[] {
  const tests = results.flatMap((result) => result.tests);

  return chapter.manifest.breaks.flatMap(({ test }) => {
    const named = tests.filter(({ title }) => isTitleOf(test, title));
    const holds = named.length > 0 && named.every(({ passed }) => passed);
    return holds
      ? [
          noBreak(
            chapter,
            test,
            'which passes on this chapter. Remove it there.',
          ),
        ]
      : [];
  });
}

function isBroken({ manifest }: Chapter, title: string): boolean {
  return manifest.breaks.some(({ test }) => isTitleOf(test, title));
}

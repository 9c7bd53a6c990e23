import { join, normalize } from 'node:path';
import { type Chapter, chapterBefore, readCode } from '../chapters.ts';
import { type Kit, readExercises } from '../kit.ts';
import { type FileResult, runTests } from '../run-tests.ts';
import { stage } from '../stage.ts';
import { titlesOf } from '../titles.ts';
import { exerciseTrials } from './exercise-trials.ts';
import { mutantTrials } from './mutant-trials.ts';
import { oldTests, unbrokenTests } from './old-tests.ts';
import { attempt, type Problem, type Proof, problem } from './proof.ts';
import { firstLine, isTest, type Trial, withoutTests } from './trial.ts';

/** All trials of all chapters run in one Vitest. */
export const lineage: Proof = {
  name: 'lineage',
  about:
    'Earlier tests pass on later chapters, new tests fail on the chapter before, exercises fail until they are solved.',
  run: async (kit, chapters) => {
    const trials: Trial[] = [];
    const problems: Problem[] = [];
    for (const chapter of chapters) {
      problems.push(
        ...(await attempt(chapter, () => {
          trials.push(...trialsOf(kit, chapter));
          return unbrokenTests(kit, chapter);
        })),
      );
    }

    const results = await runTests(
      trials.flatMap(({ dir, tests }) => tests.map((test) => join(dir, test))),
    );
    const found = trials.flatMap(({ dir, tests, judge }) => {
      const files = new Set(tests.map((test) => join(dir, test)));
      return judge(results.filter(({ file }) => files.has(normalize(file))));
    });
    return [...problems, ...found];
  },
};

function trialsOf(kit: Kit, chapter: Chapter): Trial[] {
  const exercises = readExercises(kit, chapter).flatMap((exercise) =>
    exerciseTrials(chapter, exercise),
  );
  const before = chapterBefore(kit.chapters, chapter);
  if (!before) return exercises;

  return [
    ...exercises,
    ...oldTests(chapter, before),
    ...newTests(chapter, before),
  ];
}

/** Each new test file fails by an `expect` on the chapter before, or else names a mutant that it alone catches. */
function newTests(chapter: Chapter, before: Chapter): Trial[] {
  const code = readCode(chapter.dir);
  const old = readCode(before.dir);
  const fresh = [...code].filter(([path]) => isTest(path) && !old.has(path));
  const mutated = new Set(chapter.manifest.mutants?.map(({ test }) => test));

  const onOld = new Map([
    ...withoutTests(old),
    ...[...code].filter(([path]) => path.startsWith('tests/')),
  ]);

  const trials = fresh.flatMap(([path, text]) => {
    if (mutated.has(path)) return [];

    const judge = (results: FileResult[]) => {
      const tests = results.flatMap((result) => result.tests);
      if (tests.some(({ passed, byExpect }) => !passed && byExpect)) return [];

      const [loadError] = results.flatMap((result) => result.loadError || []);
      const line = titlesOf(text)[0]?.line;
      return [
        loadError
          ? problem(
              chapter,
              path,
              line,
              `cannot be loaded on chapter ${before.number}: ${firstLine(loadError)}`,
              'Name a mutant that only this file catches, in chapter.json: "mutants": [{ "name": "…", "file": "src/…", "find": "…", "replace": "…", "test": "tests/…" }].',
            )
          : problem(
              chapter,
              path,
              line,
              `no test in it fails by an expect on chapter ${before.number}: it proves nothing new.`,
              'Test what this chapter adds.',
            ),
      ];
    };
    return [
      { dir: stage(`${chapter.name}-new-tests`, onOld), tests: [path], judge },
    ];
  });
  return [...trials, ...mutantTrials(chapter, code, old)];
}

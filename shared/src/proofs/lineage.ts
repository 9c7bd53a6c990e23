import { basename, join, normalize } from 'node:path';
import {
  type Chapter,
  chapterBefore,
  type Files,
  readCode,
} from '../chapters.ts';
import { type Kit, readExercises } from '../kit.ts';
import { type FileResult, runTests } from '../run-tests.ts';
import { stage } from '../stage.ts';
import { titlesOf } from '../titles.ts';
import { exerciseTrials } from './exercise-trials.ts';
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

/** Each new test file fails by an `expect` on the chapter before, or else catches a named mutant that older files miss. */
function newTests(chapter: Chapter, before: Chapter): Trial[] {
  const code = readCode(chapter.dir);
  const old = readCode(before.dir);
  const fresh = [...code].filter(([path]) => isTest(path) && !old.has(path));
  const mutants = chapter.manifest.mutants ?? [];

  const onOld = new Map([
    ...withoutTests(old),
    ...[...code].filter(([path]) => path.startsWith('tests/')),
  ]);

  return fresh.flatMap(([path, text]) => {
    const own = mutants.filter(({ test }) => test === path);
    if (own.length > 0)
      return own.map((mutant) => mutantTrial(chapter, path, mutant, code, old));

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
}

function mutantTrial(
  chapter: Chapter,
  path: string,
  {
    name,
    file,
    find,
    replace,
  }: NonNullable<Chapter['manifest']['mutants']>[number],
  code: Files,
  old: Files,
): Trial {
  const source = code.get(file) ?? '';
  if (source.split(find).length !== 2) {
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

  const older = [...code].filter(
    ([other]) => !isTest(other) || old.has(other) || other === path,
  );
  const files = new Map([
    ...older,
    [file, source.replace(find, () => replace)] as const,
  ]);
  const judge = (results: FileResult[]) => {
    const failedIn = (result: FileResult) =>
      result.tests.filter(({ passed, byExpect }) => !passed && byExpect);
    const caught = results.some(
      (result) =>
        result.file.endsWith(`/${path}`) && failedIn(result).length > 0,
    );
    const others = results.filter(
      (result) =>
        !result.file.endsWith(`/${path}`) &&
        (result.loadError || result.tests.some(({ passed }) => !passed)),
    );
    return [
      ...(caught
        ? []
        : [
            problem(
              chapter,
              path,
              undefined,
              `does not catch the mutant "${name}" by an expect.`,
              'Test what the mutant breaks.',
            ),
          ]),
      ...others.map((other) =>
        problem(
          chapter,
          'chapter.json',
          undefined,
          `the mutant "${name}" is caught by tests/${basename(other.file)} as well.`,
          'Choose one that only the new file catches.',
        ),
      ),
    ];
  };
  const tests = [...files.keys()].filter((other) => isTest(other));
  return { dir: stage(`${chapter.name}-mutant`, files), tests, judge };
}

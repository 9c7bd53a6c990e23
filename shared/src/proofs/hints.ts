import { type Chapter, chapterBefore, readCode } from '../chapters.ts';
import { type Kit, readExercises, readHints } from '../kit.ts';
import { type TestTitle, testCalls, titlesOf } from '../titles.ts';
import { eachChapter, type Problem, problem } from './proof.ts';

export const hints = eachChapter(
  'hints',
  'Three rungs of hints for each new test, and none for a test that is not there; every test has a title and is run.',
  newTests,
  readable,
);

function newTests(kit: Kit, chapter: Chapter): Problem[] {
  const before = chapterBefore(kit.chapters, chapter);
  const old = new Set(before ? testsOf(before).map(({ title }) => title) : []);
  const fresh = testsOf(chapter).filter(({ title }) => !old.has(title));
  const titles = new Set(fresh.map(({ title }) => title));
  const there = readHints(kit, chapter);

  const twice = fresh.filter(
    ({ title }, index) =>
      fresh.findIndex((other) => other.title === title) !== index,
  );
  const missing = fresh.filter(({ title }) => !(title in there));
  const orphans = Object.keys(there).filter((title) => !titles.has(title));
  return [
    ...twice.map(({ title, path, line }) =>
      problem(
        chapter,
        path,
        line,
        `there is another test "${title}".`,
        'Give each test a title of its own.',
      ),
    ),
    ...missing.map(({ title, path, line }) =>
      problem(
        chapter,
        path,
        line,
        `the test "${title}" has no hints.`,
        'Add three rungs under its title in hints.yml.',
      ),
    ),
    ...orphans.map((title) =>
      problem(
        chapter,
        'hints.yml',
        undefined,
        `"${title}" is no new test of this chapter.`,
        'Remove it, or correct the title.',
      ),
    ),
  ];
}

/** Each test can be read, so that none escapes the other proofs, and is run and judged as usual. */
function readable(kit: Kit, chapter: Chapter): Problem[] {
  const exercises = readExercises(kit, chapter).map(
    ({ number, test }) =>
      [`exercises/${number}/exercise.test.ts`, test] as const,
  );

  return [...testFiles(chapter), ...exercises].flatMap(([path, source]) =>
    testCalls(source).flatMap(({ line, title, modifiers: [modifier] }) => {
      if (modifier)
        return [
          problem(
            chapter,
            path,
            line,
            `test.${modifier} keeps tests from being run and judged.`,
            'Remove it.',
          ),
        ];
      if (title !== undefined) return [];
      return [
        problem(
          chapter,
          path,
          line,
          'a test whose title cannot be read.',
          "Write test('title', …) or test.for(cases)('title', …).",
        ),
      ];
    }),
  );
}

function testsOf(chapter: Chapter): (TestTitle & { path: string })[] {
  return testFiles(chapter).flatMap(([path, source]) =>
    titlesOf(source).map((found) => ({ ...found, path })),
  );
}

function testFiles({ dir }: Chapter): [path: string, source: string][] {
  return [...readCode(dir)].filter(
    ([path]) => path.startsWith('tests/') && path.endsWith('.test.ts'),
  );
}

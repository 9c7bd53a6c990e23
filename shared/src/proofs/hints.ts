import { type Chapter, chapterBefore, readCode } from '../chapters.ts';
import { type Kit, readHints } from '../kit.ts';
import { type TestTitle, titlesOf } from '../titles.ts';
import { eachChapter, type Problem, problem } from './proof.ts';

export const hints = eachChapter(
  'hints',
  'Three rungs of hints for each new test, and none for a test that is not there.',
  newTests,
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

function testsOf({ dir }: Chapter): (TestTitle & { path: string })[] {
  return [...readCode(dir)]
    .filter(([path]) => path.startsWith('tests/') && path.endsWith('.test.ts'))
    .flatMap(([path, source]) =>
      titlesOf(source).map((found) => ({ ...found, path })),
    );
}

import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type Chapter, listChapters } from '../shared/src/chapters.ts';
import {
  addOwnRoute,
  addOwnRow,
  newTestFiles,
  runOwnTest,
  writeInPieces,
} from './support/walk.ts';
import {
  kit,
  makeFolder,
  removeFolders,
  Student,
} from './support/workspaces.ts';

const chapters = listChapters();
const last = chapters.at(-1);
const ownCommits: string[] = [];

afterAll(removeFolders);

/**
 * From the first chapter to the last in one workspace. All tests are checked in the first six chapters, where that takes
 * seconds, and in the last, which holds those of all others; between them three new files of each.
 */
test('a student walks from 01 to the end, with a route of their own', async () => {
  const folder = makeFolder();
  const student = new Student(join(folder, 'my api'));
  const started = await kit(folder, 'start', '01', 'my api');
  expect(started.code).toBe(0);

  for (const [index, chapter] of chapters.entries()) {
    await solve(student, chapters[index - 1], chapter);
    await check(student, chapters[index - 1], chapter);
    const next = chapters[index + 1];
    if (next) await goOn(student, chapter, next);
  }

  const compare = await student.askHere('compare');
  const own = await runOwnTest(student);
  const end = await student.askHere('next');
  expect(compare.out).toMatch(/^Only in your code: src\/hours\.ts$/m);
  expect(compare.out.match(/^-(?!--).*/gm)).toEqual([
    "-import { hours } from './hours.ts';",
    "-  app.get('/hours', (req, res) => {",
    '-    res.json({ hours });',
    '-  });',
    '-',
  ]);
  expect(compare.out).not.toMatch(/^\+(?!\+\+)/m);
  expect(own.out).toMatch(/Tests {2}1 passed/);
  expect(end.out).toMatch(/is the last there is/);
  expect(student.log().filter((one) => ownCommits.includes(one))).toEqual(
    ownCommits.toReversed(),
  );
}, 1_200_000);

/** Every second chapter's change is made by hand, that of the others by the kit. */
async function solve(
  student: Student,
  before: Chapter | undefined,
  chapter: Chapter,
) {
  const { number } = chapter;
  const known = student.log().length;
  if (Number(number) % 2 === 0) writeInPieces(student, before, chapter);
  else {
    const { code, out } = await student.askHere('solution', '--apply');
    expect([number, code, out]).toEqual([number, 0, expect.anything()]);
  }

  if (number === '01') addOwnRoute(student);
  if (number === '13') addOwnRow(student);
  ownCommits.push(...student.log().slice(0, -known).toReversed());
}

async function check(
  student: Student,
  before: Chapter | undefined,
  chapter: Chapter,
) {
  const isWhole = Number(chapter.number) <= 6 || chapter === last;
  const files = isWhole ? [] : newTestFiles(before, chapter).slice(0, 3);

  const { code, out } = await student.ask('check', ...files);

  expect(out).toMatch(
    isWhole
      ? new RegExp(`^All \\d+ tests of chapter ${chapter.number} pass`, 'm')
      : /^All \d+ tests of tests\/.+ pass\.$/m,
  );
  expect(out).not.toContain("differ from the chapter's");
  expect(out).not.toContain("differs from the chapter's");
  expect(code).toBe(0);
}

async function goOn(student: Student, chapter: Chapter, next: Chapter) {
  const isWhole = Number(chapter.number) <= 6;
  const ownTest = student.read('tests/hours.test.ts');

  const { code, out } = await student.askHere(
    'next',
    ...(isWhole ? [] : ['--force']),
  );

  expect(out).toContain(`This is chapter ${next.number}`);
  expect(out).not.toMatch(/^Your .* is now |now what chapter/m);
  expect(code).toBe(0);
  expect(student.git('status', '--porcelain')).toBe('');
  expect(student.log()[0]).toMatch(`Start of chapter ${next.number}`);
  expect(student.read('src/app.ts')).toContain("app.get('/hours'");
  expect(student.read('tests/hours.test.ts')).toBe(ownTest);
}

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { findChapter, listChapters } from '../shared/src/chapters.ts';
import { codeOf } from '../shared/src/workspace/files.ts';
import { runKit } from './support/kit-copy.ts';
import {
  kit,
  makeFolder,
  removeFolders,
  Student,
} from './support/workspaces.ts';

const chapters = listChapters();
const before = codeOf(findChapter(chapters, '02'));
const after = codeOf(findChapter(chapters, '03'));

/** Lines of chapter 03 that chapter 02 does not have, and that say enough to be recognised. */
const news = [...after].flatMap(([path, text]) =>
  text
    .split('\n')
    .filter((line) => line.trim().length > 40)
    .filter((line) => !before.get(path)?.includes(line)),
);

afterAll(removeFolders);

test('a tutor learns what fails, and the code only when the tests pass', async () => {
  const folder = makeFolder();
  const student = new Student(join(folder, 'my api'));
  await kit(folder, 'start', '03', 'my api');
  student.write('src/mine.ts', 'export const mine = 4711;\n');

  const early = await student.askHere('export', '--context', 'early.md');
  await student.askHere('solution', '--apply');
  await student.ask('check');
  const late = await student.askHere('export', '--context', 'late.md');
  const old = await student.askHere('export', '04', '--context', 'next.md');

  const text = student.read('early.md');
  expect(early.out).toContain('without the code of the chapter');
  expect(text).toMatch(/^## The tests that fail\n\n\d+ pass, these fail/m);
  expect(text).toMatch(/^- POST \/posts .* \(tests\/validation\.test\.ts\): /m);
  expect(text).toContain('export const mine = 4711;');
  expect(text).toContain('(Withheld: src/validation.ts)');
  expect(text).toMatch(/^### The idea$/m);
  expect(news.filter((line) => text.includes(line))).toEqual([]);
  expect(late.out).toBe('Written to late.md.\n');
  expect(
    news.filter((line) => !student.read('late.md').includes(line)),
  ).toEqual([]);
  expect(old.out).toContain('without the code of the chapter');
}, 120_000);

test('outside of a workspace no chapter shows its code', async () => {
  const folder = makeFolder();

  const all = await Promise.all(
    chapters.map(({ number }) =>
      runKit(['export', number, '--context', `${number}.md`], { cwd: folder }),
    ),
  );
  const none = await runKit(['export', '--context', 'none.md'], {
    cwd: folder,
  });

  expect(all.map(({ code }) => code)).toEqual(chapters.map(() => 0));
  expect(readFileSync(join(folder, '03.md'), 'utf8')).toContain('(Withheld:');
  expect(none.code).toBe(1);
  expect(none.stderr).toMatch(/^Name a chapter, for example: .*\n$/);
  expect(readdirSync(folder)).not.toContain('none.md');
});

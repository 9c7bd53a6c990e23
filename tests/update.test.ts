import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { root } from '../shared/src/chapters.ts';
import { openKit } from '../shared/src/kit.ts';
import { kitCopies, type KitCopy } from './support/kit-copy.ts';
import { addOwnRoute, runOwnTest, writeInPieces } from './support/walk.ts';
import {
  copyWorkspace,
  makeFolder,
  removeFolders,
  run,
  Student,
} from './support/workspaces.ts';

const kitCopy = kitCopies(4);

afterAll(removeFolders);

test('a chapter that changes half way reaches the student, who loses nothing', async () => {
  const kit = kitCopy();
  const [, before, chapter] = openKit(kit.folder).chapters;
  if (!before || !chapter) throw new Error('Chapter 03 is missing.');
  const student = await startIn(kit);
  addOwnRoute(student);
  student.edit('src/hours.ts', 'nine', 'nearly nine');
  student.edit('tests/hours.test.ts', 'nine', 'nearly nine');

  change(kit);
  const told = await student.ask('check', 'tests/hello.test.ts');
  const check = await student.ask('check');
  const solution = await student.ask('solution', '--apply');
  const early = await student.ask('next', '--force');
  const update = await student.ask('update');
  const again = await student.ask('update');

  const news =
    'Chapter 03 has changed since it was brought here: src/errors.ts, tests/validation.test.ts. npm run update merges that into your work.';
  expect(told.out).not.toContain(news);
  expect(check.out).toContain(news);
  for (const refused of [solution, early]) {
    expect(refused).toEqual({ code: 1, out: `${news} Do that first.\n` });
  }
  expect(update.code).toBe(0);
  expect(update.out).toMatch(/^merged {2}src\/errors\.ts$/m);
  expect(update.out).toMatch(/^merged {2}tests\/validation\.test\.ts$/m);
  expect(again.out).toMatch(/^Nothing has changed in chapter 03/);
  expect(student.log()).toEqual([
    'Update of chapter 03: Validation',
    'Work on chapter 03 before the update',
    'My opening hours',
    'Start of chapter 03: Validation',
  ]);
  expect(student.git('status', '--porcelain')).toBe('');
  expect(student.read('src/errors.ts')).toContain('No ${resource} has the id');
  expect(student.read('src/hours.ts')).toContain('nearly nine');

  writeInPieces(student, before, chapter);
  const green = await student.ask('check');
  const next = await student.ask('next');
  const own = await runOwnTest(student);

  expect(green.out).toMatch(/^All \d+ tests of chapter 03 pass\.$/m);
  expect(green.out).not.toContain('has changed');
  expect(next.out).toContain('This is chapter 04');
  expect(own.out).toMatch(/Tests {2}1 passed/);
});

test('an update that meets the same lines leaves both, and a reset goes back before it', async () => {
  const kit = kitCopy();
  const original = await startIn(kit);
  change(kit);
  const student = copyWorkspace(original.dir);
  const old = 'There is no ${resource} with the id ${id}.';
  student.edit('src/errors.ts', old, 'I know no ${resource} ${id}.');

  const update = await student.ask('update');
  const next = await student.ask('next', '--force');
  const markers = student.read('src/errors.ts');
  student.write(
    'src/errors.ts',
    markers.replace(/<<<<<<<.*\n([^]*?)=======\n[^]*?>>>>>>>.*\n/, '$1'),
  );
  const mended = await student.ask('update');
  const reset = await student.ask('reset');
  const forgetful = copyWorkspace(original.dir);
  forgetful.edit('.ground-up.json', '"now": "', '"now": "0');
  const unknown = await forgetful.ask('update');

  const at = markers.split('\n').indexOf('<<<<<<< your code') + 1;
  expect(at).toBeGreaterThan(0);
  expect(update.code).toBe(1);
  expect(update.out).toContain(`then npm run check:\n  src/errors.ts:${at}\n`);
  expect(markers).toContain('I know no ${resource} ${id}.');
  expect(markers).toContain('No ${resource} has the id ${id}.');
  expect(student.git('show', `HEAD~1:src/errors.ts`)).toContain('I know no');
  expect(next.out).toMatch(/^There are conflicts at src\/errors\.ts:\d+\. /);
  expect(mended.out).toMatch(/^Nothing has changed/);
  expect(reset.out).toMatch(/^Chapter 03 has changed since .*npm run update/m);
  expect(student.read('src/errors.ts')).toContain(old);
  expect(unknown.code).toBe(1);
  expect(unknown.out).toMatch(/^It is not known what the kit brought .*\n$/);
});

test('a student walks on to the end of the first part while chapter 03 changes, in it and after it', async () => {
  const kit = kitCopy();
  const student = await startIn(kit, '01');
  const solve = (number: string) => {
    const { chapters } = openKit(kit.folder);
    const index = chapters.findIndex((chapter) => chapter.number === number);
    const chapter = chapters[index];
    if (!chapter) throw new Error(`Chapter ${number} is missing.`);
    writeInPieces(student, chapters[index - 1], chapter);
  };
  const goOn = async () => {
    const check = await student.ask('check');
    const next = await student.ask('next');
    return { check: check.out, next: next.out };
  };

  solve('01');
  addOwnRoute(student);
  const one = await goOn();
  solve('02');
  const two = await goOn();
  change(kit);
  const news = await student.ask('check');
  const update = await student.ask('update');
  solve('03');
  const three = await goOn();
  changeAgain(kit);
  const laterNews = await student.ask('check');
  const laterUpdate = await student.ask('update');
  solve('04');
  const end = await student.ask('check');
  const own = await runOwnTest(student);

  for (const [number, { check, next }] of [
    ['01', one],
    ['02', two],
    ['03', three],
  ] as const) {
    const green = `^All \\d+ tests of chapter ${number} pass\\.$`;
    expect(check).toMatch(new RegExp(green, 'm'));
    expect(next).toContain(`This is chapter 0${Number(number) + 1}`);
  }
  expect(news.out).toContain(
    'Chapter 03 has changed since it was brought here: src/errors.ts, tests/validation.test.ts.',
  );
  expect(laterNews.out).toContain(
    'Chapter 04 has changed since it was brought here: src/errors.ts, tests/validation.test.ts.',
  );
  expect([update.code, laterUpdate.code, end.code]).toEqual([0, 0, 0]);
  expect(end.out).toMatch(/^All \d+ tests of chapter 04 pass\.$/m);
  expect(end.out).not.toContain('has changed');
  expect(student.read('src/errors.ts')).toContain('Nowhere is a ${resource}');
  expect(student.read('src/app.ts')).toContain("app.get('/hours'");
  expect(own.out).toMatch(/Tests {2}1 passed/);
  const log = student.log().map((one) => one.replace(/:.*/, ''));
  expect(
    log.filter((one) => /^(Start|Update) of|^My/.test(one)).reverse(),
  ).toEqual([
    'Start of chapter 01',
    'My opening hours',
    'Start of chapter 02',
    'Start of chapter 03',
    'Update of chapter 03',
    'Start of chapter 04',
    'Update of chapter 04',
  ]);
  expect(student.git('status', '--porcelain')).toBe('');
});

/** Another change of chapter 03, its tests and what comes after it. */
function changeAgain(kit: KitCopy): void {
  const [old, now] = ['No ${resource} has the id', 'Nowhere is a ${resource}'];
  for (const name of ['02-crud', '03-validation', '04-errors'])
    kit.edit(`chapters/${name}/src/errors.ts`, old, now);
  for (const name of ['03-validation', '04-errors'])
    kit.edit(
      `chapters/${name}/tests/validation.test.ts`,
      'No post has the id 4711.',
      'Nowhere is a post 4711.',
    );
}

/** A workspace that belongs to the copy of the kit. */
async function startIn(kit: KitCopy, chapter = '03'): Promise<Student> {
  const folder = makeFolder();
  const lock = 'package-lock.json';
  cpSync(join(root, lock), join(kit.folder, lock));
  const bin = join(kit.folder, 'shared', 'bin', 'ground-up.js');
  const started = await run(folder, [bin, 'start', chapter, 'my api']);
  expect(started.out).toContain('is ready');
  return new Student(join(folder, 'my api'));
}

/** A mend of chapter 02 that later ones have as well, and one more test in chapter 03. */
function change(kit: KitCopy): void {
  for (const name of ['02-crud', '03-validation', '04-errors']) {
    kit.edit(
      `chapters/${name}/src/errors.ts`,
      'There is no ${resource} with the id ${id}.',
      'No ${resource} has the id ${id}.',
    );
  }
  for (const name of ['03-validation', '04-errors']) {
    const imports = "import { test } from './fixtures.ts';\n";
    kit.edit(
      `chapters/${name}/tests/validation.test.ts`,
      imports,
      `${imports}
test('GET /posts/:id names what is not there', async ({ visitor }) => {
  const response = await visitor.get('/posts/4711');

  expect(response.body.message).toBe('No post has the id 4711.');
});
`,
    );
  }
}

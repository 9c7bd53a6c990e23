import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { provedNow } from '../shared/bin/proved.js';
import { root } from '../shared/src/chapters.ts';
import { kitCopies, type KitCopy } from './support/kit-copy.ts';

const kitCopy = kitCopies(2);
let kit: KitCopy;

/** A kit with two chapters and one test of its own. */
beforeEach(() => {
  kit = kitCopy();
  for (const file of ['vitest.config.ts', 'package-lock.json'])
    cpSync(join(root, file), join(kit.folder, file));
  mkdirSync(join(kit.folder, 'tests'));
  writeOwnTest("test('own', () => expect(1).toBe(1))");
});

function writeOwnTest(text: string) {
  const file = join(kit.folder, 'tests', 'own.test.ts');
  writeFileSync(file, `import { expect, test } from 'vitest';\n${text};\n`);
}

/** Runs `npm test`: how many tests passed, failed, and were not run because they had passed before. */
async function npmTest(...argv: string[]) {
  const { code, stdout } = await kit.kit('test', ...argv);
  const [, passed, failed] = /^(\d+) passed, (\d+) failed$/m.exec(stdout) ?? [];
  const [, before = 0] =
    /^(\d+) more passed before, and nothing that they depend on has changed/m.exec(
      stdout,
    ) ?? [];

  return [code, Number(passed), Number(failed), Number(before)];
}

test('what has passed is not run again until something has changed', async () => {
  const [, all] = await npmTest('--all');

  expect(all).toBeGreaterThan(20);
  expect(await npmTest()).toEqual([0, 0, 0, all]);
  expect(await npmTest('--all')).toEqual([0, all, 0, 0]);

  writeFileSync(join(kit.folder, 'chapters/02-crud/src/new.ts'), 'export {};');
  const [code, passed, failed, before] = await npmTest();
  expect([code, failed]).toEqual([0, 0]);
  expect(before).toBe(5); // the tests of chapter 01
  expect(Number(passed) + Number(before)).toBe(all);
});

test('what fails is not remembered, whatever passes beside it', async () => {
  kit.edit('chapters/02-crud/src/app.ts', 'Hello World', 'Hello Mars');

  const first = await npmTest();
  const second = await npmTest();

  expect(first).toMatchObject([1, expect.any(Number), 1, 0]);
  expect(second).toMatchObject([1, expect.any(Number), 1, 6]);
});

test('a file whose tests were skipped is not remembered', async () => {
  writeOwnTest("test.skip('own', () => expect(1).toBe(1))");
  const [, all] = await npmTest();
  writeOwnTest("test.skip('own', () => expect(1).toBe(1))");

  expect(await npmTest()).toEqual([0, 0, 0, all]);
});

test('what changed while it ran is not remembered', async () => {
  writeOwnTest(
    "test('own', async () => { const { appendFileSync } = await import('node:fs'); appendFileSync(import.meta.filename, '//'); expect(1).toBe(1); })",
  );
  const [, all = 0] = await npmTest();

  expect(await npmTest()).toEqual([0, 1, 0, Number(all) - 1]);
});

test('what is written down counts for the files as they are, and names the chapter', async () => {
  const facts = () =>
    provedNow(kit.folder).flatMap(({ about, tests, node, at }) =>
      about ? [{ ...about, tests, node, day: at.slice(0, 10) }] : [],
    );
  const begin = new Date().toISOString().slice(0, 10);
  expect(facts()).toEqual([]);

  await npmTest();
  const all = facts();
  kit.edit('chapters/02-crud/src/app.ts', 'Hello World', 'Hello Mars');
  const left = facts();

  expect(all.map(({ chapter, what }) => [chapter, what]).sort()).toEqual([
    ['01-hello', 'tests'],
    ['02-crud', 'tests'],
  ]);
  for (const { tests, node, day } of all) {
    expect(tests).toBeGreaterThan(1);
    expect(node).toBe(process.version);
    expect(day >= begin).toBe(true);
  }
  expect(left).toEqual(all.filter(({ chapter }) => chapter === '01-hello'));
});

test('prove writes down each chapter without a problem, and no other', async () => {
  cpSync(join(root, 'tests'), join(kit.folder, 'tests'), { recursive: true });
  kit.edit('chapters/01-hello/README.md', '../04-errors/', '../02-crud/');

  const { stdout } = await kit.kit('prove');

  // Chapter 02 has links to one that is not in this copy.
  expect(stdout).toContain('  chapters/02-crud/README.md:');
  expect(stdout).not.toContain('  chapters/01-hello/');
  const written = provedNow(kit.folder).map(({ about }) => about);
  expect(written).toEqual([{ chapter: '01-hello', what: 'proofs' }]);
});

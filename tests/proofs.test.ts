import { describe, expect, test } from 'vitest';
import { provable } from '../shared/bin/proved.js';
import { openKit } from '../shared/src/kit.ts';
import { alone, aloneIn } from '../shared/src/proofs/alone.ts';
import { proofs as all } from '../shared/src/proofs/all.ts';
import { contract } from '../shared/src/proofs/contract.ts';
import { lineage } from '../shared/src/proofs/lineage.ts';
import { staleReadme } from '../shared/src/record.ts';
import { breakableKit } from './support/broken-kit.ts';
import { rememberWhenPassed } from './support/remember.ts';

const kit = openKit();

// contract.test.ts runs the suites, a test for each of their checks. Where the chapters were copied to stand alone, their
// tests are the project "chapters".
const copies = process.env.GROUND_UP_ALONE;
const proofs = all
  .filter((proof) => proof !== contract)
  .map((proof) => (proof === alone && copies ? aloneIn(copies) : proof));

/** What decides how those end that take long, besides the chapter and the kit. Lessons link to what is next. */
const basis: Record<string, (index: number) => string[]> = {
  prose: (index) => [
    ...folders(0, index + 2),
    'README.md',
    'site/docs',
    'site/glossary.yml',
  ],
  lineage: (index) => folders(Math.max(0, index - 1), index + 1),
  alone: (index) => folders(index, index + 1),
};
/** The others look at everything. */
const whole = [
  'chapters',
  'site/docs',
  'site/glossary.yml',
  'README.md',
  'package.json',
];
const folders = (from: number, end: number) =>
  kit.chapters.slice(from, end).map(({ name }) => `chapters/${name}`);
const kitFiles = ['shared', 'tests/proofs.test.ts', 'tests/support'];

const units = proofs.map((proof) => ({
  proof,
  chapters: kit.chapters.map((chapter, index) => {
    const paths = basis[proof.name]?.(index) ?? whole;
    const unit = provable(
      `${proof.name} of ${chapter.name}`,
      [...paths, ...kitFiles],
      { about: { chapter: chapter.name, what: proof.name } },
    );
    return { chapter, unit };
  }),
}));
const copied = provable('the proofs catch what is broken', [
  'chapters/02-crud',
  'chapters/03-validation',
  ...kitFiles,
]);

// Those that wait for other processes start first, and at the same time: what they ask for runs in one Vitest.
const broken = copied.isProved
  ? undefined
  : {
      lineage: found(proveBrokenLineage()),
      alone: found(proveBrokenAlone()),
    };
const running = new Map(
  [...units].reverse().map(({ proof, chapters }) => [
    proof.name,
    found(
      proof.run(
        kit,
        chapters
          .filter(({ unit }) => !unit.isProved)
          .map(({ chapter }) => chapter),
      ),
    ),
  ]),
);

/** All chapters wait for the same run, each for all of it. */
const timeout = 3_600_000;

describe.for(units)('$proof.name', ({ proof, chapters }) => {
  for (const { chapter, unit } of chapters) {
    test.skipIf(unit.isProved)(chapter.name, { timeout }, async () => {
      const problems = (await running.get(proof.name)) ?? [];

      const own = problems.filter(
        (problem) => problem.chapter === chapter.name,
      );
      expect(own.map(({ message }) => message)).toEqual([]);
      unit.remember(1);
    });
  }
});

test('the README lists every chapter: npx ground-up sync writes it', () => {
  expect(staleReadme(kit)).toBeUndefined();
});

test('a README that lacks a chapter is told from one that does not', () => {
  const fewer = { ...kit, chapters: kit.chapters.slice(1) };

  expect(staleReadme(fewer)).not.toContain('01-hello/README.md) |');
});

describe.skipIf(copied.isProved)('on a broken copy', { timeout }, () => {
  rememberWhenPassed(copied);

  test('lineage catches tests that prove nothing and solutions that solve nothing', async () => {
    const problems = (await broken?.lineage) ?? [];

    expect(problems.join()).not.toContain('POST /posts creates a post');
    expect(problems).toEqual(
      expect.arrayContaining([
        expect.stringMatching(
          /tests\/nothing-new\.test\.ts:\d+: no test in it fails by an expect on chapter 02: it proves nothing new\. Test what this chapter adds\./,
        ),
        expect.stringContaining(
          'exercises/1/exercise.test.ts:1: passes, or fails otherwise than by an expect, on the chapter as it is.',
        ),
        expect.stringContaining(
          'exercises/2/solution.patch:1: does not apply to the chapter.',
        ),
        expect.stringContaining(
          'exercises/3/solution.patch:1: does not apply to the chapter.',
        ),
        expect.stringContaining(
          'chapter.json: "breaks" names "GET /posts starts out empty", which passes on this chapter. Remove it there.',
        ),
        expect.stringContaining(
          'chapter.json: "breaks" names "GET / says hello to nobody", which is no test of chapter 02. Correct or remove it there.',
        ),
        expect.stringContaining(
          'chapter.json: "breaks" names "GET /health reports that the API is up", whose file still stands in this chapter as it was. Remove it there.',
        ),
        expect.stringContaining(
          'tests/harmless.test.ts: does not catch the mutant "another greeting" by an expect.',
        ),
        expect.stringContaining(
          'chapter.json: the mutant "another greeting" is caught by tests/hello.test.ts as well.',
        ),
        expect.stringMatching(
          /tests\/posts\.test\.ts: "GET \/posts lists at most 100 posts" of chapter 02 fails on chapter 03: AssertionError/,
        ),
      ]),
    );
  });

  test('alone catches a package that package.json does not name', async () => {
    const problems = (await broken?.alone) ?? [];

    expect(problems).toContainEqual(
      expect.stringMatching(
        /tests\/\w.*\.test\.ts: fails when the chapter is alone: .*zod.* Declare what it imports in package\.json\./,
      ),
    );
    expect(problems).toContainEqual(
      expect.stringMatching(
        /src\/server\.ts: does not start when the chapter is alone: .*zod/,
      ),
    );
  });
});

function proveBrokenLineage() {
  const kit = breakableKit();
  const hello = kit.read('chapters/03-validation/tests/hello.test.ts');
  kit.write('chapters/03-validation/tests/nothing-new.test.ts', hello);
  kit.write(
    'chapters/03-validation/exercises/1/exercise.test.ts',
    hello.replace('./fixtures.ts', '../../tests/fixtures.ts'),
  );
  kit.write(
    'chapters/03-validation/exercises/2/solution.patch',
    '--- a/src/app.ts\n+++ b/src/app.ts\n@@ -1,1 +1,1 @@\n-no such line\n+x\n',
  );
  kit.write(
    'chapters/03-validation/exercises/3/solution.patch',
    '--- a/src/app.ts\n+++ b/src/app.ts\n@@ -1,9 +1,9 @@\n-x\n+y\n',
  );
  kit.write(
    'chapters/03-validation/tests/harmless.test.ts',
    "import { expect } from 'vitest';\nimport { test } from './fixtures.ts';\n\ntest('nothing', () => expect(1).toBe(1));\n",
  );
  const mutant = {
    name: 'another greeting',
    file: 'src/app.ts',
    find: 'Hello World',
    replace: 'Hello Mars',
    test: 'tests/harmless.test.ts',
  };
  const breaks = [
    'POST /posts creates a post',
    'GET /posts starts out empty',
    'GET / says hello to nobody',
    'GET /health reports that the API is up',
  ].map((test) => ({ test, reason: 'Because.' }));
  kit.edit(
    'chapters/03-validation/chapter.json',
    '"breaks": []',
    `"breaks": ${JSON.stringify(breaks)}, "mutants": [${JSON.stringify(mutant)}]`,
  );
  kit.edit('chapters/02-crud/tests/posts.test.ts', 'toBe(201)', 'toBe(299)');
  kit.edit(
    'chapters/02-crud/tests/posts.test.ts',
    'toHaveLength(100)',
    'toHaveLength(99)',
  );

  return kit.prove(lineage, '03');
}

function proveBrokenAlone() {
  const kit = breakableKit();
  kit.edit(
    'chapters/03-validation/package.json',
    '    "zod": "4.6.7"\n',
    '    "diff": "9.0.0"\n',
  );

  return kit.prove(alone, '03');
}

/** What a proof finds; an Error is thrown where it is awaited. */
function found<T>(finding: Promise<T>): Promise<T> {
  finding.catch(() => undefined);
  return finding;
}

import { type Chapter } from '../../shared/src/chapters.ts';
import { diffFiles } from '../../shared/src/diff.ts';
import { mergeFiles } from '../../shared/src/merge.ts';
import {
  codeOf,
  readPaths,
  testsOf,
} from '../../shared/src/workspace/files.ts';
import { writeFiles } from '../../shared/src/write.ts';
import { run, type Student } from './workspaces.ts';

const ownTest = `import { expect } from 'vitest';
import { test } from './fixtures.ts';

test('GET /hours says when we are open', async ({ visitor }) => {
  const response = await visitor.get('/hours');

  expect(response.body).toEqual({ hours: 'nine to five' });
});
`;

/** A route of the student's own, with its code and its test, committed. */
export function addOwnRoute(student: Student): void {
  student.write('src/hours.ts', "export const hours = 'nine to five';\n");
  student.edit(
    'src/app.ts',
    "from 'express';\n",
    "from 'express';\nimport { hours } from './hours.ts';\n",
  );
  student.edit(
    'src/app.ts',
    "  app.get('/health'",
    "  app.get('/hours', (req, res) => {\n    res.json({ hours });\n  });\n\n  app.get('/health'",
  );
  student.write('tests/hours.test.ts', ownTest);
  student.commit('My opening hours');
}

/** Says who may use the student's own route, as the test of chapter 13 asks of every route. */
export function addOwnRow(student: Student): void {
  student.edit(
    'tests/matrix.ts',
    "  ['GET /health',",
    "  ['GET /hours', [200, 200, 200, 401]],\n  ['GET /health',",
  );
  student.commit('Anybody may know my opening hours');
}

/** Runs the test of the student's own route, as `npm test` does. */
export function runOwnTest({ dir }: Student) {
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', 'tests/hours'];
  return run(dir, vitest);
}

/** Makes the chapter's change by hand: file by file, each in a commit of its own. */
export function writeInPieces(
  student: Student,
  before: Chapter | undefined,
  chapter: Chapter,
): void {
  const base = codeOf(before);
  const theirs = codeOf(chapter);
  const labels = { ours: 'mine', theirs: chapter.number };

  for (const { path } of diffFiles(base, theirs)) {
    const [merged] = mergeFiles(
      readPaths(student.dir, [path]),
      only(base, path),
      only(theirs, path),
      labels,
    );
    if (!merged || merged.conflictAt !== undefined)
      throw new Error(`${path} of chapter ${chapter.number} does not fit in.`);
    writeFiles(student.dir, [[path, merged.text]]);
    student.commit(`Chapter ${chapter.number}: ${path}`);
  }
}

/** The test files that `chapter` brings or changes. */
export function newTestFiles(
  before: Chapter | undefined,
  chapter: Chapter,
): string[] {
  const old = before ? testsOf(before) : new Map<string, string>();
  return [...testsOf(chapter)].flatMap(([path, text]) =>
    path.endsWith('.test.ts') && old.get(path) !== text ? [path] : [],
  );
}

function only(files: ReadonlyMap<string, string>, wanted: string) {
  return new Map([...files].filter(([path]) => path === wanted));
}

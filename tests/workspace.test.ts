import { existsSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { findChapter, listChapters } from '../shared/src/chapters.ts';
import { diffFiles } from '../shared/src/diff.ts';
import { git } from '../shared/src/git.ts';
import { codeOf } from '../shared/src/workspace/files.ts';
import { requireRepository } from '../shared/src/workspace/repository.ts';
import {
  copyWorkspace,
  kit,
  makeFolder,
  removeFolders,
  type Outcome,
  Student,
} from './support/workspaces.ts';

let folder: string;
let started: Outcome;
let checked: Outcome;
/** A workspace of chapter 03, checked once. Tests change copies of it. */
let original: string;

beforeAll(async () => {
  folder = makeFolder();
  original = join(folder, 'my api');
  started = await kit(folder, 'start', '03', 'my api');
  checked = await new Student(original).ask('check');
});
afterAll(removeFolders);

test('start makes a workspace and says what to do', () => {
  expect(started.code).toBe(0);
  expect(started.out).toContain('cd "my api"');
  expect(readdirSync(folder)).toEqual(['my api']);
  const student = new Student(original);
  expect(student.log()).toEqual(['Start of chapter 03: Validation']);
  expect(student.git('status', '--porcelain')).toBe('');
});

test('start brings the code of the chapter before and the tests of this one', () => {
  const files = git(original, 'ls-files').split('\n');

  expect(files).toContain('src/posts/store.ts');
  expect(files).not.toContain('src/validation.ts');
  expect(files).toContain('tests/validation.test.ts');
  expect(files).toContain('requests.http');
  expect(files.filter((path) => path.endsWith('.patch'))).toEqual([]);
  expect(files.filter((path) => path.startsWith('node_modules'))).toEqual([]);
});

test('start brings what package-lock.json names, and no more', () => {
  const { packages } = JSON.parse(
    new Student(original).read('package-lock.json'),
  ) as { packages: Record<string, { optional?: boolean }> };

  const required = Object.entries(packages)
    .filter(([, { optional }]) => !optional)
    .map(([location]) => location);
  const missing = required.filter((at) => !existsSync(join(original, at)));
  expect(missing).toEqual([]);
  expect(required).toContain('node_modules/zod');
  expect(existsSync(join(original, 'node_modules', 'eslint'))).toBe(false);
});

test('check is red at the start and names the first test to mend', () => {
  expect(checked.code).toBe(1);
  expect(checked.out).toMatch(/^\d+ of \d+ tests of chapter 03 pass\.$/m);
  expect(firstToMend()).toMatch(/^POST \/posts with /);
  expect(checked.out).not.toContain("differs from the chapter's");
  expect(checked.out).not.toContain('report');
});

test('hint climbs three rungs for the first failing test', async () => {
  const student = copyWorkspace(original);

  const rungs = [];
  for (let call = 1; call <= 4; call += 1)
    rungs.push(await student.askHere('hint'));

  expect(rungs.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
  expect(rungs[0]?.out).toContain(firstToMend());
  expect(rungs[0]?.out).toMatch(/^Hint 1 of 3: ./m);
  expect(rungs[0]?.out).not.toContain('npm run solution');
  expect(rungs[1]?.out).toMatch(/^Hint 2 of 3: ./m);
  expect(rungs[2]?.out).toMatch(/^Hint 3 of 3: ./m);
  expect(rungs[2]?.out).toMatch(/npm run compare.*npm run solution/);
  expect(rungs[3]?.out).toMatch(/Hint 1 of 3[\s\S]*Hint 2 of 3[\s\S]*Hint 3/);
});

test('hint runs the tests again when the code has changed', async () => {
  const student = copyWorkspace(original);
  student.edit('src/app.ts', './posts/routes.ts', './posts/routs.ts');

  const { code, out } = await student.askHere('hint');

  expect(code).toBe(0);
  expect(out).toContain('Running the tests of chapter 03');
  expect(out).toMatch(
    /could not be loaded: Cannot find module '\.\/posts\/routs\.ts' imported from src\/app\.ts$/m,
  );
  expect(out).toContain('Hint 1 of 3: ');
});

test('edited tests do not change the verdict', async () => {
  const student = copyWorkspace(original);
  const empty = "import { test } from 'vitest';\n\ntest('fine', () => {});\n";
  student.write('tests/validation.test.ts', empty);
  rmSync(join(student.dir, 'tests', 'validation-changes.test.ts'));
  student.write('vitest.config.ts', 'export default {};\n');

  const { code, out } = await student.ask('next');

  expect(code).toBe(1);
  expect(out).toContain(
    "Your tests/validation-changes.test.ts, tests/validation.test.ts differ from the chapter's.",
  );
  const counts = /^\d+ of \d+ tests of chapter 03 pass\.$/m;
  expect(counts.exec(out)?.[0]).toBe(counts.exec(checked.out)?.[0]);
  expect(out).toContain('npm run next -- --force');
  expect(student.log()).toEqual(['Start of chapter 03: Validation']);
});

test('compare shows what the chapter has and the student has not', async () => {
  const student = copyWorkspace(original);

  const { code, out } = await student.askHere('compare');

  expect(code).toBe(0);
  expect(out).toMatch(/^--- \/dev\/null\n\+\+\+ b\/src\/validation\.ts$/m);
  expect(out).toMatch(/^--- a\/src\/posts\/routes\.ts$/m);
  expect(out).not.toContain('Only in your code');
});

test('own work survives the solution and the next chapter', async () => {
  const student = copyWorkspace(original);
  addOwnRoute(student);
  student.commit('My opening hours');
  student.edit('src/hours.ts', 'nine to five', 'nine to six');
  student.edit('package.json', '"tsx src/server.ts"', '"node src/server.ts"');
  student.edit(
    'package.json',
    '"exercise":',
    '"hours": "echo open",\n    "exercise":',
  );

  const solution = await student.askHere('solution', '--apply');
  const check = await student.ask('check');
  const compare = await student.askHere('compare');
  const next = await student.askHere('next');

  expect(solution.out).toMatch(/Your work is in commit [0-9a-f]{7}\./);
  expect(solution.code).toBe(0);
  expect(check.out).toMatch(/^All \d+ tests of chapter 03 pass\.$/m);
  expect(check.code).toBe(0);
  expect(compare.out).toContain('Only in your code: src/hours.ts');
  expect(next.out).toContain('This is chapter 04');
  expect(next.code).toBe(0);
  expect(student.log()).toEqual([
    'Start of chapter 04: Errors and middleware',
    'Solution of chapter 03: Validation',
    'Work on chapter 03 before the solution',
    'My opening hours',
    'Start of chapter 03: Validation',
  ]);
  expect(student.git('status', '--porcelain')).toBe('');
  expect(student.read('src/app.ts')).toContain("app.get('/hours'");
  expect(student.read('src/hours.ts')).toContain('nine to six');
  expect(existsSync(join(student.dir, 'tests', 'hours.test.ts'))).toBe(true);
  expect(existsSync(join(student.dir, 'tests', 'errors.test.ts'))).toBe(true);
  expect(existsSync(join(student.dir, 'src', 'messages.ts'))).toBe(false);
  const { scripts } = JSON.parse(student.read('package.json')) as {
    scripts: Record<string, string>;
  };
  expect(scripts).toMatchObject({
    start: 'node src/server.ts',
    hours: 'echo open',
    check: 'node ground-up.mjs check',
  });
  expect(JSON.parse(student.read('.ground-up.json'))).toMatchObject({
    chapter: '04',
    start: student.git('rev-parse', 'HEAD'),
    verified: { '03': { tests: expect.any(Number) as number } },
  });
});

test('next at the last chapter says so', async () => {
  const student = copyWorkspace(original);
  const last = listChapters().at(-1)?.number;
  student.edit('.ground-up.json', '"chapter": "03"', `"chapter": "${last}"`);

  const { code, out } = await student.askHere('next');

  expect(code).toBe(1);
  expect(out).toMatch(/^Chapter \d\d is the last there is\..*\n$/);
});

test('next --force merges an edited fixture and keeps own requests', async () => {
  const student = copyWorkspace(original);
  const fixtures = student.read('tests/fixtures.ts');
  student.write('tests/fixtures.ts', `${fixtures}\nexport const mine = 1;\n`);
  const requests = `${student.read('requests.http')}\n### Mine\nGET {{baseUrl}}/hours\n`;
  student.write('requests.http', requests);

  const { code, out } = await student.askHere('next', '--force');

  expect(code).toBe(0);
  expect(out).toContain('Your requests.http is now requests.chapter-03.http.');
  expect(student.read('requests.chapter-03.http')).toBe(requests);
  expect(student.read('requests.http')).not.toContain('### Mine');
  expect(student.read('tests/fixtures.ts')).toContain('export const mine');
  expect(student.log()[1]).toBe('Work on chapter 03');
});

test('a conflict with the solution is left with markers', async () => {
  const student = copyWorkspace(original);
  const { path, line } = lineThatChanges();
  student.edit(path, line, `${line} // mine`);

  const solution = await student.askHere('solution', '--apply');
  const next = await student.askHere('next', '--force');

  const lines = student.read(path).split('\n');
  const at = lines.indexOf('<<<<<<< your code') + 1;
  expect(at).toBeGreaterThan(0);
  expect(solution.out).toContain(`\n  ${path}:${at}`);
  expect(solution.code).toBe(1);
  expect(lines).toContain('>>>>>>> chapter 03');
  expect(student.git('show', `HEAD:${path}`)).toContain('// mine');
  expect(next.out).toMatch(/^There are conflicts at .*\n$/);
  expect(next.out).toContain(`${path}:${at}`);
  expect(next.code).toBe(1);
});

test('next finishes after a conflict in the tests is mended', async () => {
  const student = copyWorkspace(original);
  const fixtures = student.read('tests/fixtures.ts');
  student.edit('.ground-up.json', '"chapter": "03"', '"chapter": "01"');
  student.edit('tests/fixtures.ts', '(settings)', '(settings /* mine */)');

  const next = await student.askHere('next', '--force');
  const blocked = await student.askHere('compare');
  student.write('tests/fixtures.ts', fixtures);
  const mended = await student.askHere('compare');

  const conflicts =
    /^There are conflicts at tests\/fixtures\.ts:\d+.* npm run check\.$/m;
  expect(next.out).toMatch(conflicts);
  expect(next.code).toBe(1);
  expect(blocked.out).toMatch(conflicts);
  expect(mended.code).toBe(0);
  expect(student.log().slice(0, 2)).toEqual([
    'Start of chapter 02: Create, read, update, delete',
    'Work on chapter 01',
  ]);
  expect(JSON.parse(student.read('.ground-up.json'))).toMatchObject({
    chapter: '02',
    start: student.git('rev-parse', 'HEAD'),
  });
});

test('next waits while a git merge is under way', () => {
  const student = copyWorkspace(original);
  student.git('switch', '-qc', 'other');
  student.write('src/settings.ts', 'export const other = 1;\n');
  student.commit('Other');
  student.git('switch', '-q', '-');
  student.write('src/settings.ts', 'export const mine = 1;\n');
  student.commit('Mine');
  expect(() => student.git('merge', 'other')).toThrow();

  const ask = () => requireRepository(student.dir);

  const underWay = /^A git merge or rebase is under way\. Finish or abort/;
  expect(ask).toThrow(underWay);
  student.git('add', '--all');
  expect(ask).toThrow(underWay);
});

test('reset goes back to the start and loses nothing', async () => {
  const student = copyWorkspace(original);
  addOwnRoute(student);
  student.commit('My opening hours');
  rmSync(join(student.dir, 'src', 'errors.ts'));
  student.write('src/draft.ts', 'export const draft = 1;\n');

  for (const [name, value] of Object.entries(withoutIdentity))
    vi.stubEnv(name, value);
  onTestFinished(() => void vi.unstubAllEnvs());

  const { code, out } = await student.askHere('reset');

  expect(code).toBe(0);
  expect(student.git('log', '-2', '--format=%an')).toBe('Ground Up\nGround Up');
  expect(student.log()).toEqual([
    'Back to the start of chapter 03',
    'Work on chapter 03 before reset',
    'My opening hours',
    'Start of chapter 03: Validation',
  ]);
  const start = student.git('rev-list', '--max-parents=0', 'HEAD');
  expect(student.git('diff', start)).toBe('');
  expect(student.git('status', '--porcelain')).toBe('');
  expect(existsSync(join(student.dir, 'src', 'draft.ts'))).toBe(false);
  const work = /your work is in commit ([0-9a-f]{7})/.exec(out)?.[1] ?? '';
  expect(student.git('show', `${work}:src/draft.ts`)).toContain('draft = 1');
  student.git('revert', '--no-edit', 'HEAD');
  expect(student.git('diff', work)).toBe('');
});

test('reset loses nothing that git ignores', async () => {
  const student = copyWorkspace(original);
  hide(student, 'src/posts/');
  student.edit('src/posts/store.ts', '\n', '\n// precious\n');

  const { code, out } = await student.askHere('reset');

  const work = /your work is in commit ([0-9a-f]{7})/.exec(out)?.[1] ?? '';
  expect(code).toBe(0);
  expect(student.read('src/posts/store.ts')).not.toContain('// precious');
  expect(student.git('show', `${work}:src/posts/store.ts`)).toContain(
    '// precious',
  );
});

test('reset loses no ignored file that stands where a folder was', async () => {
  const student = copyWorkspace(original);
  hide(student, 'src/posts');
  rmSync(join(student.dir, 'src', 'posts'), { recursive: true });
  student.write('src/posts', 'precious\n');

  const { code } = await student.askHere('reset');

  expect(code).toBe(0);
  expect(student.git('show', 'HEAD~1:src/posts')).toBe('precious');
  expect(student.read('src/posts/store.ts')).toContain('export');
});

test('the solution loses nothing that git ignores', async () => {
  const student = copyWorkspace(original);
  hide(student, 'src/posts/');
  student.edit('src/posts/routes.ts', '\n', '\n// precious\n');

  const { out } = await student.askHere('solution', '--apply');

  const work = /Your work is in commit ([0-9a-f]{7})/.exec(out)?.[1] ?? '';
  expect(student.git('show', `${work}:src/posts/routes.ts`)).toContain(
    '// precious',
  );
});

test('next loses nothing that git ignores', async () => {
  const student = copyWorkspace(original);
  hide(student, 'requests.http', 'requests.chapter-03.http');
  hide(student, 'tests/errors.test.ts', 'package-lock.json');
  student.write('tests/errors.test.ts', '// precious test\n');
  student.write('requests.http', '# precious request\n');
  student.write('requests.chapter-03.http', '# precious old request\n');
  student.write('package-lock.json', '{ "precious": true }');

  const { out } = await student.askHere('next', '--force');

  const work = /Your work is in commit ([0-9a-f]{7})/.exec(out)?.[1] ?? '';
  const saved = [
    'tests/errors.test.ts',
    'requests.http',
    'requests.chapter-03.http',
    'package-lock.json',
  ].map((path) => student.git('show', `${work}:${path}`));
  expect(saved).toEqual([
    '// precious test',
    '# precious request',
    '# precious old request',
    '{ "precious": true }',
  ]);
});

/** Makes git ignore `paths`, and forget those it knows. */
function hide(student: Student, ...paths: string[]): void {
  const ignored = paths.map((path) => `${path}\n`).join('');
  student.write('.gitignore', student.read('.gitignore') + ignored);
  const forget = ['rm', '-r', '--quiet', '--cached', '--ignore-unmatch'];
  student.git(...forget, '--', ...paths);
}

/** The test that the first check named. */
function firstToMend(): string {
  return (
    /^First to mend: (.+) \(tests\/.+\)$/m.exec(checked.out)?.[1] ?? 'none'
  );
}

/** A line of chapter 02 that chapter 03 changes. */
function lineThatChanges() {
  const chapters = listChapters();
  const before = codeOf(findChapter(chapters, '02'));
  const after = codeOf(findChapter(chapters, '03'));

  for (const { path, hunks } of diffFiles(before, after)) {
    const line = hunks
      .flatMap(({ beforeLines }) => beforeLines)
      .find((text) => text.trim().endsWith(';'));
    if (line) return { path, line };
  }
  throw new Error('Chapter 03 changes no line of chapter 02.');
}

/** Git settings under which git commits only for those who configured who they are; nobody did. */
const withoutIdentity = {
  GIT_CONFIG_GLOBAL: join(tmpdir(), 'there-is-no-such-file'),
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_COUNT: '1',
  GIT_CONFIG_KEY_0: 'user.useConfigOnly',
  GIT_CONFIG_VALUE_0: 'true',
  ...Object.fromEntries(
    ['AUTHOR', 'COMMITTER'].flatMap((role) => [
      [`GIT_${role}_NAME`, undefined],
      [`GIT_${role}_EMAIL`, undefined],
    ]),
  ),
};

/** A route, its code and its test, as a student would add them. */
function addOwnRoute(student: Student): void {
  student.write('src/hours.ts', "export const hours = 'nine to five';\n");
  student.edit(
    'src/app.ts',
    "  app.get('/health'",
    "  app.get('/hours', (req, res) => {\n    res.json({ hours });\n  });\n\n  app.get('/health'",
  );
  student.write(
    'src/app.ts',
    `import { hours } from './hours.ts';\n${student.read('src/app.ts')}`,
  );
  student.write('tests/hours.test.ts', "import './fixtures.ts';\n");
}

import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { canIsolate } from '../shared/bin/bubblewrap.js';
import { root } from '../shared/src/chapters.ts';
import { kitCopies, type KitCopy } from './support/kit-copy.ts';
import {
  copyWorkspace,
  makeFolder,
  type Outcome,
  removeFolders,
  run,
  Student,
  withoutNetwork,
} from './support/workspaces.ts';

const bin = join(root, 'shared', 'bin', 'ground-up.js');
const isWindows = process.platform === 'win32';
const kitCopy = kitCopies(4);

/** A workspace of chapter 03 that was made without a network. Its path has spaces. */
let original: string;
let started: Outcome;

beforeAll(async () => {
  const folder = makeFolder();
  started = await offline(folder, 'start', '03', 'my api');
  original = join(folder, 'my api');
});
afterAll(removeFolders);

function offline(cwd: string, ...argv: string[]): Promise<Outcome> {
  return run(cwd, [bin, ...argv], { isOffline: true });
}

test.skipIf(withoutNetwork.length === 0)(
  'what runs offline here has no network',
  async () => {
    const script = 'console.log(Object.keys(os.networkInterfaces()).join())';

    const { out } = await run(root, ['-e', script], { isOffline: true });

    expect(['lo', '']).toContain(out.trim());
  },
);

test('every command of a student works offline', async () => {
  const student = copyWorkspace(original);
  const ask = (...argv: string[]) => offline(student.dir, ...argv);

  const check = await ask('check');
  const hint = await ask('hint');
  const compare = await ask('compare');
  const solution = await ask('solution');
  const context = await ask('export', '--context', 'for a tutor.md');
  const apply = await ask('solution', '--apply');
  const green = await ask('check');
  const update = await ask('update');
  const next = await ask('next');
  student.write('src/mine.ts', 'export const mine = 1;\n');
  const reset = await ask('reset');

  expect(started.out).toContain('is ready');
  expect(check).toMatchObject({ code: 1 });
  expect(check.out).toMatch(/^\d+ of \d+ tests of chapter 03 pass\.$/m);
  expect(hint.out).toMatch(/^Hint 1 of 3: /m);
  expect(compare.out).toContain('+++ b/src/validation.ts');
  expect(solution.out).toContain('+++ b/src/validation.ts');
  expect(context.out).toMatch(/^Written to for a tutor\.md/m);
  expect(apply.out).toMatch(/is merged into your code and committed/);
  expect(green.out).toMatch(/^All \d+ tests of chapter 03 pass\.$/m);
  expect(update.out).toMatch(/^Nothing has changed in chapter 03/);
  expect(next.out).toContain('This is chapter 04');
  expect(reset.out).toMatch(/^Back at the start of chapter 04/);
  for (const { code } of [hint, compare, solution, context, apply])
    expect(code).toBe(0);
  for (const { code } of [green, update, next, reset]) expect(code).toBe(0);
});

test('every command of an instructor works offline', async () => {
  const folder = makeFolder();
  const good = join(folder, 'my class', 'a b');
  mkdirSync(join(good, '..'));
  await offline(join(good, '..'), 'start', '01', 'a b');
  await new Student(good).ask('solution', '--apply');

  const git = await offline(folder, 'export', '--git', 'my git');
  const slides = await offline(folder, 'export', '02', '--slides', 'my s.md');
  const questions = await offline(folder, 'export', '--questions', 'a b.csv');
  const trusted = await offline(folder, 'grade', '--trust', 'my class/a b');
  const judged = await offline(folder, 'grade', 'my class/a b');
  writeFileSync(join(folder, 'serve.mjs'), verifyIt);
  const verify = await run(folder, ['serve.mjs', good, bin], {
    isOffline: true,
  });

  expect(git.out).toContain('chapters are commits in my git');
  expect(slides.out).toBe('Written to my s.md.\n');
  expect(questions.out).toBe('Written to a b.csv.\n');
  expect(trusted.out).toMatch(/^✓ a b {2}01/m);
  expect(judged.out).toMatch(
    canIsolate() ? /^✓ a b {2}01/m : /^There is no sandbox here\./,
  );
  expect(verify.out).toMatch(/^[1-9]\d* passed, 0 failed$/m);
  for (const { code } of [git, slides, questions, trusted, verify])
    expect(code).toBe(0);
});

test.skipIf(isWindows)(
  'upgrade without a network says so in one line and leaves nothing half done',
  async () => {
    const kit = kitToUpgrade();
    rmSync(join(kit.folder, 'node_modules'));
    mkdirSync(join(kit.folder, 'node_modules'));
    const tsx = join('node_modules', 'tsx');
    symlinkSync(join(root, tsx), join(kit.folder, tsx), 'junction');
    const own = join(kit.folder, 'shared', 'bin', 'ground-up.js');

    const { code, out } = await run(
      kit.folder,
      [own, 'upgrade', 'supertest@7.3.1'],
      { isOffline: true },
    );

    expect(code).toBe(1);
    expect(out).toMatch(/^npm install failed: npm error .*as it was; .*$/m);
    expect(out.trimEnd().split('\n').at(-1)).toMatch(/^npm install failed/);
    const paths = ['chapters', 'shared', 'package.json', 'package-lock.json'];
    expect(kit.git('status', '--porcelain', '--', ...paths)).toBe('');
  },
);

test.skipIf(isWindows).for([
  ['check', 'RUN'],
  ['hint', 'Running the tests'],
  ['next', 'RUN'],
  ['export --context a.md', 'Running the tests'],
] as const)(
  '%s that is interrupted while tests run leaves all as it was',
  async ([command, interruptAt]) => {
    const student = copyWorkspace(original);
    student.edit('src/app.ts', '\n', '\n// mine\n');
    const before = stateOf(student);

    const argv = [bin, ...command.split(' ')];
    const { code, out } = await run(student.dir, argv, { interruptAt });

    expect(code).toBe(130);
    expect(lastLine(out)).toBe('Stopped.');
    expect(stateOf(student)).toEqual(before);
  },
);

/** What each does when Ctrl-C comes while git does this for it. */
test.skipIf(isWindows).for([
  ['solution --apply', 'commit'],
  ['solution --apply', 'status'],
  ['next --force', 'commit'],
  ['next --force', 'hash-object'],
  ['next --force', 'update-ref'],
  ['reset', 'commit'],
  ['reset', 'read-tree'],
] as const)(
  '%s that is interrupted while git runs %s is done whole or not at all',
  async ([command, at]) => {
    const { student, whole } = await edited(command);
    const before = stateOf(student);

    const { code, out } = await interruptInGit(student.dir, at, [
      bin,
      ...command.split(' '),
    ]);

    expect(code).toBe(130);
    expect(lastLine(out)).toMatch(/^Stopped(, when all was done)?\.$/);
    expect([before.files, whole.files]).toContainEqual(stateOf(student).files);
    expect(existsSync(join(student.dir, '.git', 'index.lock'))).toBe(false);
    const again = await student.ask(...command.split(' '));
    expect(again.out).not.toContain('Error');
    expect(student.git('status', '--porcelain')).toBe('');
  },
);

test.skipIf(isWindows).for(['commit', 'hash-object'])(
  'update that is interrupted while git runs %s loses nothing',
  async (at) => {
    const kit = kitCopy();
    cpSync(
      join(root, 'package-lock.json'),
      join(kit.folder, 'package-lock.json'),
    );
    const own = join(kit.folder, 'shared', 'bin', 'ground-up.js');
    const folder = makeFolder();
    await run(folder, [own, 'start', '03', 'my api']);
    const student = new Student(join(folder, 'my api'));
    student.write('src/mine.ts', 'export const mine = 1;\n');
    const [old, now] = ['There is no ${resource}', 'I know no ${resource}'];
    kit.edit('chapters/02-crud/src/errors.ts', old, now);

    const { code, out } = await interruptInGit(student.dir, at, [
      'ground-up.mjs',
      'update',
    ]);
    const again = await student.ask('update');

    expect(code).toBe(130);
    expect(lastLine(out)).toMatch(/^Stopped(, when all was done)?\.$/);
    expect(again.code).toBe(0);
    expect(student.read('src/errors.ts')).toContain(now);
    expect(student.read('src/mine.ts')).toContain('mine = 1');
    expect(student.git('status', '--porcelain')).toBe('');
  },
);

test.skipIf(isWindows)(
  'next that is interrupted while it copies packages can be run again',
  async () => {
    const folder = makeFolder();
    await run(folder, [bin, 'start', '04', 'my api']);
    const student = new Student(join(folder, 'my api'));
    const before = stateOf(student);

    const { code, out } = await run(student.dir, [bin, 'next', '--force'], {
      interruptAt: 'Copying new packages',
    });
    const stopped = stateOf(student);
    const packages = readdirSync(join(student.dir, 'node_modules'));
    const again = await student.ask('next', '--force');

    expect(code).toBe(130);
    expect(lastLine(out)).toBe('Stopped.');
    expect(stopped).toEqual(before);
    expect(packages.filter((name) => name.startsWith('.copying'))).toEqual([]);
    expect(again.out).toContain('This is chapter 05');
    expect(student.git('status', '--porcelain')).toBe('');
  },
);

test.skipIf(isWindows).for([
  ['start 02', 'new api'],
  ['export --git', 'new git'],
] as const)(
  '%s that is interrupted while git runs makes nothing',
  async ([command, name]) => {
    const folder = makeFolder();
    const argv = [bin, ...command.split(' '), name];

    const { code, out } = await interruptInGit(folder, 'commit', argv);

    expect(code).toBe(130);
    expect(lastLine(out)).toBe('Stopped. Nothing was made.');
    expect(readdirSync(folder)).toEqual([]);
  },
);

test.skipIf(isWindows)('verify and grade end with one line', async () => {
  const folder = makeFolder();
  writeFileSync(join(folder, 'serve.mjs'), verifyIt);
  const work = join(original, '..');
  const options = ['--chapter', '01', '--json', join(folder, 'all.json')];
  const names = Array<string>(availableParallelism() + 1).fill('my api');

  const verify = await run(folder, ['serve.mjs', original, bin, '02'], {
    interruptAt: '✓',
  });
  const grade = await run(
    work,
    [bin, 'grade', '--trust', ...options, ...names],
    { interruptAt: 'Grading: ' }, // one is done, and the last begins
  );

  expect([verify.code, lastLine(verify.out)]).toEqual([130, 'Stopped.']);
  expect(grade.code).toBe(130);
  expect(lastLine(grade.out)).toBe('Stopped. Nothing was written.');
  expect(readdirSync(folder)).toEqual(['serve.mjs']);
});

test.skipIf(isWindows)('upgrade that is interrupted goes back', async () => {
  const kit = kitToUpgrade();
  const own = join(kit.folder, 'shared', 'bin', 'ground-up.js');
  const programs = makeProgram('npm', 'kill -INT -$PPID; sleep 5; exit 1');

  const { code, out } = await run(
    kit.folder,
    [own, 'upgrade', 'supertest@7.3.1'],
    { env: { PATH: [programs, process.env.PATH].join(delimiter) } },
  );

  expect(code).toBe(130);
  expect(lastLine(out)).toMatch(
    /^Stopped\. npm install failed: it was stopped\. .*as it was;/,
  );
  expect(kit.git('status', '--porcelain')).toBe('');
});

/** A program that serves a workspace, and asks it for the promises of its chapter; it ends as `verify` does. */
const verifyIt = `import { spawn } from 'node:child_process';
const [, , dir, bin, chapter = '01'] = process.argv;
const port = 20_000 + (process.pid % 20_000);
const server = spawn(process.execPath, ['--import', 'tsx', 'src/server.ts'], {
  cwd: dir, env: { ...process.env, PORT: port }, stdio: ['ignore', 'pipe', 'inherit'],
});
process.on('SIGINT', () => verify?.kill('SIGINT'));
let verify;
server.stdout.once('data', () => {
  const argv = [bin, 'verify', chapter, '--url', 'http://127.0.0.1:' + port];
  verify = spawn(process.execPath, argv, { stdio: 'inherit' });
  verify.on('close', (code) => { server.kill('SIGKILL'); process.exitCode = code; });
});
`;

function kitToUpgrade(): KitCopy {
  const kit = kitCopy();
  for (const path of ['package-lock.json', 'tests'])
    cpSync(join(root, path), join(kit.folder, path), { recursive: true });
  kit.git('add', '--all');
  kit.git('commit', '-qm', 'With a lock file');
  return kit;
}

/** A student with an edit that is not committed, and how it is when `command` has been done. */
async function edited(command: string) {
  const student = copyWorkspace(original);
  student.edit('src/app.ts', '\n', '\n// mine\n');
  const twin = copyWorkspace(student.dir);
  await twin.ask(...command.split(' '));
  return { student, whole: stateOf(twin) };
}

/** Runs Node, and presses Ctrl-C as soon as it calls git to do `at`. */
function interruptInGit(cwd: string, at: string, argv: string[]) {
  const programs = makeProgram(
    'git',
    `case " $* " in *" ${at} "*) kill -INT -$PPID; sleep 0.2;; esac\nPATH="\${PATH#*:}" exec git "$@"`,
  );
  const PATH = [programs, process.env.PATH].join(delimiter);
  return run(cwd, argv, { env: { PATH } });
}

/** The folder of a program that is a shell script. */
function makeProgram(name: string, script: string): string {
  const folder = makeFolder();
  writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, name), 0o755);
  return folder;
}

/** All files that a student sees, by path, and the commits. */
function stateOf(student: Student) {
  const listed = student.git('ls-files', '--cached', '--others', '-z');
  const files = [...new Set(listed.split('\0'))]
    .filter((path) => !/^(node_modules|\.ground-up)/.test(path) && path)
    .filter((path) => existsSync(join(student.dir, path)))
    .sort()
    .map((path) => [path, student.read(path)]);
  return { files, log: student.log() };
}

function lastLine(out: string): string {
  return out.trimEnd().split('\n').at(-1) ?? '';
}

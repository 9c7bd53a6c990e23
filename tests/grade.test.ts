import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { canIsolate } from '../shared/bin/bubblewrap.js';
import { findChapter, listChapters, root } from '../shared/src/chapters.ts';
import { grade } from '../shared/src/grade/grade.ts';
import { runKit } from './support/kit-copy.ts';
import { type Kind, makeSubmission } from './support/submissions.ts';
import { kit, makeFolder, removeFolders, run } from './support/workspaces.ts';

const chapters = listChapters();
const chapter = findChapter(chapters, '04');
const limits = {
  startSeconds: 20,
  seconds: 300,
  megabytes: 700,
  processes: 30,
};
const isHere = canIsolate();

afterAll(removeFolders);
afterEach(() => void vi.unstubAllEnvs());

function judge(dir: string, name = 'somebody') {
  return grade({ name, dir, chapter }, { chapters, isIsolated: true, limits });
}

async function gradeOf(kind: Kind) {
  const dir = join(makeFolder(), kind);
  makeSubmission(dir, kind);
  const before = execFileSync('du', ['-s', dir], { encoding: 'utf8' });
  vi.stubEnv('TMPDIR', makeFolder());
  const { passed, outcomes } = await judge(dir);
  const [failure] = outcomes.flatMap(({ failure }) => failure ?? []);
  const after = execFileSync('du', ['-s', dir], { encoding: 'utf8' });
  expect(after).toBe(before);
  expect(leftOvers()).toEqual([]);
  return { passed, asked: outcomes.length, failure };
}

/** Processes that this one has started for submissions, and files of the grader, that are still there. */
function leftOvers() {
  const processes = startedBy(process.pid).filter((pid) =>
    /grade\/inside\.mjs|FORK/.test(commandOf(pid)),
  );
  const files = readdirSync(tmpdir()).filter((name) =>
    name.startsWith('ground-up-grade-'),
  );
  return [...processes, ...files];
}

/** A process whose parent is gone belongs to the first of its sandbox. */
function startedBy(pid: number): number[] {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), parentOf(name)] as const);
  const below = (parent: number): number[] =>
    all
      .filter(([, ppid]) => ppid === parent)
      .flatMap(([child]) => [child, ...below(child)]);
  return below(pid);
}

/** The fourth field of proc_pid_stat(5); the second is a name in brackets. */
function parentOf(pid: string) {
  const [, rest = ''] = textOf(`/proc/${pid}/stat`).split(') ');
  return Number(rest.split(' ')[1]);
}

function commandOf(pid: number) {
  return textOf(`/proc/${pid}/cmdline`);
}

/** Nothing for a process that has just ended. */
function textOf(file: string) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

test.skipIf(!isHere)('a good submission keeps everything', async () => {
  const { passed, asked } = await gradeOf('good');

  expect(asked).toBeGreaterThan(240);
  expect(passed).toBe(asked);
});

test.skipIf(!isHere).for([
  ['unfinished', /expected .*, got /],
  ['broken', /^It ended by itself: .*Expected/],
  ['exits at once', /^It ended by itself/],
  ['loops when loaded', /^It gave no answer within 20 seconds of its start\.$/],
  ['loops when asked', /expected an answer, got none within 10 seconds\.$/],
  ['forks', /^It started more than 30 processes\.$/],
  ['fills the memory', /^It took more than 700 MB of memory\.$/],
  ['fills the disk', /expected .*, got /],
  ['kills its parent', /expected .*, got |^It ended by itself/],
  ['edits the tests', /expected .*, got /],
  ['patches expect', /expected .*, got /],
] as const)(
  'a submission that is or does this fails: %s',
  async ([kind, why]) => {
    const { passed, asked, failure } = await gradeOf(kind);

    expect(passed).toBeLessThan(asked);
    expect(asked).toBeGreaterThan(100);
    expect(failure).toMatch(why);
  },
);

test.skipIf(!isHere)(
  'a submission sees no solution and no network, and lacks no package',
  async () => {
    const dir = join(makeFolder(), 'curious');
    makeSubmission(dir, 'good');
    symlinkSync(chapter.dir, join(dir, 'solution'));
    mkdirSync(join(dir, 'node_modules', 'p-limit'), { recursive: true });
    const app = join(dir, 'src', 'app.ts');
    const text = readFileSync(app, 'utf8');
    writeFileSync(
      app,
      `${text}
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
for (const path of [${JSON.stringify(chapter.dir)}, 'solution/src', '/root', '/home', '/etc/passwd'])
  if (existsSync(path)) throw new Error('I can see ' + path);
await new Promise((done, fail) => {
  connect(53, '192.0.2.1').on('error', done).on('connect', fail);
});
`,
    );

    const { passed, outcomes } = await judge(dir);

    expect(outcomes.flatMap(({ failure }) => failure ?? [])).toEqual([]);
    expect(passed).toBe(outcomes.length);
  },
);

test.skipIf(!isHere)(
  'grade writes the same result in every format',
  async () => {
    const folder = makeFolder();
    makeSubmission(join(folder, 'my class', '=good, one'), 'good');
    makeSubmission(join(folder, 'my class', 'two'), 'unfinished');
    const formats = ['json', 'csv', 'junit', 'html'];
    const options = formats.flatMap((name) => [`--${name}`, `all.${name}`]);

    const { code, out } = await kit(
      folder,
      ...['grade', '--chapter', '04', ...options],
      ...['my class/=good, one', 'my class/two'],
    );
    const one = await kit(
      folder,
      ...['grade', '--chapter', '04', '--classroom', 'one', 'my class/two'],
    );

    const [json = '', csv, junit, html] = formats.map((name) =>
      readFileSync(join(folder, `all.${name}`), 'utf8'),
    );
    const { submissions, tests, isIsolated } = JSON.parse(json) as {
      submissions: { isGood: boolean; asked: number; passed: number }[];
      tests: Record<string, string>;
      isIsolated: boolean;
    };
    const [good, two] = submissions;
    expect(code).toBe(1);
    expect(out).toMatch(/^✓ =good, one {2}04 {2}\d+ of \d+$/m);
    expect(out).toContain('1 of 2 keep everything');
    expect(out).toContain(`chapter 04 ${tests['04']}`);
    expect(isIsolated).toBe(true);
    expect(submissions.map(({ isGood }) => isGood)).toEqual([true, false]);
    expect(csv).toContain(
      `"'=good, one",04,true,${good?.passed},${good?.asked}`,
    );
    expect(junit?.match(/<testcase /g)).toHaveLength(
      Number(good?.asked) + Number(two?.asked),
    );
    expect(junit?.match(/<failure /g)).toHaveLength(
      Number(two?.asked) - Number(two?.passed),
    );
    expect(html).toContain(`${two?.passed} of ${two?.asked}`);
    expect(one.code).toBe(1);
    const result = JSON.parse(
      Buffer.from(
        readFileSync(join(folder, 'one'), 'utf8'),
        'base64',
      ).toString(),
    ) as { max_score: number; status: string; tests: { score: number }[] };
    expect(result).toMatchObject({ status: 'fail', max_score: two?.asked });
    expect(result.tests.reduce((sum, { score }) => sum + score, 0)).toBe(
      two?.passed,
    );
  },
);

test.skipIf(!isHere)('grade that is interrupted leaves nothing', async () => {
  const folder = makeFolder();
  vi.stubEnv('TMPDIR', makeFolder()); // other files of tests grade at the same time
  for (const name of ['one', 'two', 'three'])
    makeSubmission(join(folder, name), 'good');
  const bin = join(root, 'shared', 'bin', 'ground-up.js');
  const argv = [bin, 'grade', '--chapter', '04', '--json', 'all.json'];

  const { code, out } = await run(folder, [...argv, 'one', 'two', 'three'], {
    interruptAt: 'Grading: 3',
  });

  expect(code).toBe(130);
  expect(out).toContain('Stopped. Nothing was written.');
  expect(readdirSync(folder)).toEqual(['one', 'three', 'two']);
  await vi.waitFor(() => expect(leftOvers()).toEqual([]));
});

test('without a sandbox it takes --trust, and the report says so', async () => {
  const folder = makeFolder();
  makeSubmission(join(folder, 'one'), 'good');
  makeSubmission(join(folder, 'two'), 'good');
  const packages = join(root, 'node_modules');
  symlinkSync(packages, join(folder, 'one', 'node_modules'), 'junction');
  const noPrograms = { PATH: folder };
  const bin = join(root, 'shared', 'bin', 'ground-up.js');
  const argv = [bin, 'grade', '--chapter', '04', 'one', 'two'];

  const refused = await run(folder, argv, { env: noPrograms });
  const trusted = await run(folder, [...argv, '--trust'], { env: noPrograms });

  expect(refused.code).toBe(1);
  expect(refused.out).toMatch(/^There is no sandbox here\. .*--trust\.\n$/);
  expect(trusted.out).toContain('ran without a sandbox (--trust)');
  expect(trusted.out).toMatch(/^✓ one {2}04/m);
  expect(trusted.out).toContain('Its packages are not installed.');
  expect(trusted.code).toBe(1);
});

test.for([
  [[], 'Name the folders to grade'],
  [['none'], 'There is no folder'],
  [['empty'], 'does not say which chapter it is about'],
  [['--chapter', '99', 'empty'], 'There is no chapter "99".'],
  [['--chapter', '04', '--json', 'none/a', 'empty'], '--json needs a file'],
  [['--chapter', '04', '--classroom', 'a', 'empty', '.'], 'name one folder.'],
] as const)('grade %j is one line and leaves nothing', async ([argv, said]) => {
  const folder = makeFolder();
  mkdirSync(join(folder, 'empty'));

  const { code, stdout, stderr } = await runKit(['grade', ...argv], {
    cwd: folder,
  });

  expect(code).toBe(1);
  expect(stderr).toContain(said);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stdout).toBe('');
  expect(readdirSync(folder)).toEqual(['empty']);
});

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, sep } from 'node:path';
import { z } from 'zod';
import { interrupted, untilStopped } from '../../bin/interrupt.js';
import { type Chapter, type Files, readText, root } from '../chapters.ts';
import { titlesOf } from '../titles.ts';
import { UserError } from '../user-error.ts';
import { scratchFolder, type Workspace } from '../workspace.ts';
import { writeFiles } from '../write.ts';
import { besideSource, readFolders, readPaths, testsOf } from './files.ts';
import { inOrderOfLessons } from './ladder.ts';
import { matrix, withOwnRows } from './own-rows.ts';

const failureSchema = z.object({
  /** As the runner gives it; as the source has it when the file could not be loaded. */
  title: z.string(),
  /** `tests/posts.test.ts` */
  file: z.string(),
  /** The first line of what went wrong. */
  message: z.string(),
  loaded: z.boolean(),
});

const verdictSchema = z.object({
  chapter: z.string(),
  /** What was tested: a hash of the student's code and the chapter's tests. */
  code: z.string(),
  passed: z.number(),
  /** The first to mend comes first. */
  failures: z.array(failureSchema),
  /** Errors outside of tests. */
  crashed: z.boolean(),
});

export type Failure = z.output<typeof failureSchema>;
export type Verdict = z.output<typeof verdictSchema>;

/** Vitest's JSON report, as far as the kit reads it. */
interface Report {
  testResults: {
    name: string;
    message: string;
    assertionResults: {
      title: string;
      status: string;
      failureMessages?: string[];
    }[];
  }[];
}

/** Whether all of the chapter's tests passed. */
export function isGreen({ passed, failures, crashed }: Verdict): boolean {
  return passed > 0 && failures.length === 0 && !crashed;
}

/** What `Verdict.code` says of the workspace as it is now. */
export function codeHash({ dir, chapter }: Workspace): string {
  const files = [
    ...readFolders(dir, ['src']),
    ...readBeside(dir, chapter),
    ...testsFor(dir, chapter),
  ];
  return createHash('sha256').update(JSON.stringify(files)).digest('hex');
}

/** The verdict of the last check, if it was on this code. */
export function lastVerdict(workspace: Workspace): Verdict | undefined {
  const file = join(workspace.dir, '.ground-up', 'last-check.json');
  if (!existsSync(file)) return undefined;

  const { success, data } = verdictSchema.safeParse(
    parse(readFileSync(file, 'utf8')),
  );
  const isOfNow =
    success &&
    data.chapter === workspace.chapter.number &&
    data.code === codeHash(workspace);
  return isOfNow ? data : undefined;
}

/** Which of the chapter's tests the student's copies differ from, or lack. */
export function editedTests({ dir, chapter }: Workspace): string[] {
  const tests = testsFor(dir, chapter);
  const copies = readPaths(dir, tests.keys());
  return [...tests].flatMap(([path, text]) => {
    const isSame =
      path === matrix
        ? sortLines(copies.get(path)) === sortLines(text)
        : copies.get(path) === text;
    return isSame ? [] : [path];
  });
}

/** The student's lines may stand anywhere in the matrix. */
function sortLines(text = ''): string {
  return text.split('\n').sort().join('\n');
}

/** The paths of the chapter's test files. */
export function testFilesOf(chapter: Chapter): string[] {
  return [...testsOf(chapter).keys()].filter((path) =>
    path.endsWith('.test.ts'),
  );
}

/** The chapter's tests as a check of the workspace `dir` runs them. */
function testsFor(dir: string, chapter: Chapter): Files {
  const own = readPaths(dir, [matrix]).get(matrix);
  return withOwnRows(testsOf(chapter), own);
}

/**
 * Runs the chapter's tests, as the kit has them, on the student's code, and keeps the verdict for `lastVerdict`; only
 * those of `files` (paths of the chapter) when there are any, and then keeps nothing.
 * The tests stand in a folder of their own; its src is a link, so errors point at the student's files. What stands
 * beside src is copied: a link to a file needs permission on Windows.
 */
export async function runTests(
  workspace: Workspace,
  { quiet, files = [] }: { quiet: boolean; files?: string[] },
): Promise<Verdict> {
  const { dir, chapter } = workspace;
  const code = codeHash(workspace);
  const folder = stageTests(workspace);
  const report = join(scratchFolder(dir), 'report.json');
  rmSync(report, { force: true });

  const { exitCode, output } = await vitest(dir, quiet, [
    'run',
    ...files.map((path) => join(folder, path)),
    '--root',
    dir,
    '--dir',
    folder,
    '--config',
    join(folder, 'vitest.config.ts'),
    ...(quiet ? [] : ['--reporter=default']),
    `--reporter=${join(folder, 'report.mjs').replaceAll(sep, '/')}`,
    `--outputFile.json=${report}`,
  ]);
  if (!existsSync(report)) {
    throw new UserError(`${output}Vitest could not run the tests.`);
  }

  const results = readReport(report);
  const failures = inOrderOfLessons(workspace, failuresOf(results, workspace));
  const verdict = {
    chapter: chapter.number,
    code,
    passed: countPassed(results),
    failures,
    crashed: exitCode !== 0 && failures.length === 0,
  };
  if (files.length === 0) {
    const file = join(scratchFolder(dir), 'last-check.json');
    writeFileSync(file, JSON.stringify(verdict));
  }
  return verdict;
}

/** The student's files beside src that tests may read. */
function readBeside(dir: string, chapter: Chapter): Files {
  const settings = ['package.json', '.env.example'];
  return readPaths(dir, [...settings, ...besideSource(chapter)]);
}

/** Makes the folder in which the chapter's tests stand beside the student's code: absolute path. */
export function stageTests({
  dir,
  chapter,
}: Pick<Workspace, 'dir' | 'chapter'>): string {
  const folder = join(scratchFolder(dir), 'check');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  mkdirSync(join(dir, 'src'), { recursive: true });
  symlinkSync(join(dir, 'src'), join(folder, 'src'), 'junction');

  const settings = readPaths(chapter.dir, ['vitest.config.ts']);
  const reporter = readText(join(root, 'shared', 'bin', 'report.js'));
  const beside = readBeside(dir, chapter);
  writeFiles(folder, [
    ...testsFor(dir, chapter),
    ...settings,
    ...beside,
    ['report.mjs', reporter],
  ]);
  return folder;
}

async function vitest(dir: string, quiet: boolean, argv: string[]) {
  const script = join(dir, 'node_modules', 'vitest', 'vitest.mjs');
  if (!existsSync(script)) {
    throw new UserError(
      `The packages are not installed. Run npm ci in ${dir}, then try again.`,
    );
  }

  const env = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('VITEST'),
  );
  const child = spawn(process.execPath, [script, ...argv], {
    cwd: dir,
    stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    env: { ...Object.fromEntries(env), NODE_ENV: 'test' },
  });
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));

  const exitCode = await waitFor(child);
  return { exitCode, output };
}

/** When this process is to stop, Vitest is told and waited for. Throws then. */
async function waitFor(child: ReturnType<typeof spawn>) {
  const stop = () => child.kill('SIGINT');
  interrupted.addEventListener('abort', stop);

  const exitCode = await untilStopped(
    () =>
      new Promise<number | null>((resolve, reject) => {
        child.on('error', reject);
        child.on('close', resolve);
      }),
  );
  interrupted.removeEventListener('abort', stop);
  interrupted.throwIfAborted();
  return exitCode;
}

function readReport(file: string): Report['testResults'] {
  return (JSON.parse(readFileSync(file, 'utf8')) as Report).testResults;
}

function countPassed(results: Report['testResults']): number {
  return results
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'passed').length;
}

function failuresOf(
  results: Report['testResults'],
  { dir, chapter }: Workspace,
): Failure[] {
  const tests = testsOf(chapter);

  return results.flatMap(({ name, message, assertionResults }) => {
    const file = name.slice(name.replaceAll('\\', '/').lastIndexOf('tests/'));
    if (assertionResults.length === 0) {
      return unloaded(file, firstLine(message, dir), tests);
    }
    return assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ title, failureMessages = [] }) => ({
        title,
        file,
        message: firstLine(failureMessages[0] ?? '', dir),
        loaded: true,
      }));
  });
}

/** A file that could not be loaded: all of its tests fail. */
function unloaded(file: string, message: string, tests: Files): Failure[] {
  return titlesOf(tests.get(file) ?? '').map(({ title }) => ({
    title,
    file,
    message,
    loaded: false,
  }));
}

/** The first line, with paths as the student sees them. */
function firstLine(text: string, dir: string): string {
  const [line = ''] = text.split('\n');
  return line
    .replace(/^(Assertion)?Error: /, '')
    .replaceAll(`${dir}${sep}`, '')
    .replaceAll(`${dir.replaceAll(sep, '/')}/`, '')
    .replaceAll('.ground-up/check/', '');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

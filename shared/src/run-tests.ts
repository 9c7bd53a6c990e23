import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { root as kitRoot } from './chapters.ts';

export interface TestResult {
  title: string;
  passed: boolean;
  /** What the failure said. */
  failure: string;
  /** It failed by an `expect`, not by a broken import or a crash. */
  byExpect: boolean;
}

export interface FileResult {
  /** The absolute path of the test file. */
  file: string;
  /** Why the file could not be loaded. */
  loadError: string;
  tests: TestResult[];
}

/** Vitest's JSON report, as far as the kit reads it. */
export interface Report {
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

/**
 * Runs test files (absolute paths, below the folder `root`) in one Vitest, and gives each file's results.
 * Failing tests are results like others; an Error means that Vitest itself did not run.
 */
export async function runTests(
  root: string,
  files: string[],
): Promise<FileResult[]> {
  if (files.length === 0) return [];

  const folder = mkdtempSync(join(tmpdir(), 'ground-up-'));
  const report = join(folder, 'report.json');
  const list = join(folder, 'files.json');
  const paths = files.map((file) => relative(root, file).split(sep).join('/'));
  writeFileSync(list, JSON.stringify([...new Set(paths)]));
  const output = await vitest(root, report, list);

  try {
    const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report;
    return testResults.map((result) => toFileResult(result));
  } catch {
    throw new Error(`Vitest gave no report:\n${output}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function vitest(root: string, report: string, list: string): Promise<string> {
  const argv = [
    join(kitRoot, 'node_modules', 'vitest', 'vitest.mjs'),
    'run',
    '--root',
    root,
    '--config',
    join(kitRoot, 'shared', 'bin', 'files.config.js'),
    '--reporter=json',
    `--outputFile=${report}`,
  ];
  const env = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('VITEST'),
  );
  const child = spawn(process.execPath, argv, {
    env: {
      ...Object.fromEntries(env),
      NODE_ENV: 'test',
      GROUND_UP_FILES: list,
    },
  });

  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', () => resolve(output));
  });
}

function toFileResult({
  name,
  message,
  assertionResults,
}: Report['testResults'][number]): FileResult {
  const tests = assertionResults.map(
    ({ title, status, failureMessages = [] }) => ({
      title,
      passed: status === 'passed',
      failure: failureMessages.join('\n'),
      byExpect: failureMessages.some((failure) =>
        failure.startsWith('AssertionError'),
      ),
    }),
  );

  return { file: name, loadError: tests.length === 0 ? message : '', tests };
}

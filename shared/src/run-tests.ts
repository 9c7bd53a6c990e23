import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { root } from './chapters.ts';

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

/**
 * Runs the test files below `dirs` (folders of one parent folder) in one Vitest, and gives each file's results.
 * Failing tests are results like others; an Error means that Vitest itself did not run.
 */
export async function runTests(
  parent: string,
  dirs: string[],
): Promise<FileResult[]> {
  if (dirs.length === 0) return [];

  const folder = mkdtempSync(join(tmpdir(), 'ground-up-'));
  const report = join(folder, 'report.json');
  const filters = dirs.map((dir) => `${basename(dir)}/`);
  const config = join(root, 'shared', 'bin', 'stage.config.js');
  const output = await vitest([
    'run',
    '--root',
    parent,
    '--config',
    config,
    '--reporter=json',
    `--outputFile=${report}`,
    ...filters,
  ]);

  try {
    const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report;
    return testResults.map((result) => toFileResult(result));
  } catch {
    throw new Error(`Vitest gave no report:\n${output}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function vitest(argv: string[]): Promise<string> {
  const script = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const env = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('VITEST'),
  );
  const child = spawn(process.execPath, [script, ...argv], {
    env: { ...Object.fromEntries(env), NODE_ENV: 'test' },
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

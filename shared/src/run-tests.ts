import { fork } from 'node:child_process';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
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
  /** The absolute path of the test file, with `/`. */
  file: string;
  /** Why the file could not be loaded. */
  loadError: string;
  tests: TestResult[];
}

interface Batch {
  files: Set<string>;
  results: Promise<FileResult[]>;
}

/** What has been asked for and does not run yet. */
let next: Batch | undefined;

/**
 * Runs test files (absolute paths) and gives each file's results. What is asked for at the same time runs in one Vitest.
 * Failing tests are results like others; an Error means that Vitest itself did not run.
 */
export async function runTests(files: string[]): Promise<FileResult[]> {
  if (files.length === 0) return [];

  next ??= newBatch();
  const wanted = new Set(files.map((file) => toPosix(file)));
  for (const file of wanted) next.files.add(file);
  const results = await next.results;
  return results.filter(({ file }) => wanted.has(file));
}

function newBatch(): Batch {
  const files = new Set<string>();
  const run = async () => {
    await setImmediate();
    next = undefined;
    return runTogether([...files]);
  };
  return { files, results: run() };
}

function runTogether(files: string[]): Promise<FileResult[]> {
  const env = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('VITEST'),
  );
  const child = fork(join(root, 'shared', 'bin', 'run-files.js'), {
    cwd: root,
    env: { ...Object.fromEntries(env), NODE_ENV: 'test' },
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });

  let output = '';
  let results: FileResult[] | undefined;
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.on('message', (message) => (results = message as FileResult[]));
  child.send(files);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (results) return resolve(results);
      const how = `ended by ${signal ?? `code ${code}`}`;
      reject(new Error(`Vitest ${how} and gave no results:\n${output}`));
    });
  });
}

function toPosix(path: string): string {
  return path.replaceAll('\\', '/');
}

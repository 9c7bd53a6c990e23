import {
  type File,
  startTests,
  type Suite,
  type Task,
  type Test,
  type VitestRunner,
} from '@vitest/runner';
import type { Files, Problem, TestResult } from './tab.ts';
import { lacksOf, type Names, sentenceOf, testFilesOf } from './support.ts';
import { mapPlace, placeOf, problemOf, readStack } from './trace.ts';

interface Run {
  files: Files;
  only?: string[];
  /** Milliseconds that a test, or a hook, may take unless it says so itself. */
  timeout: number;
  names: Names;
  load(path: string): Promise<unknown>;
  onResult(result: TestResult): void;
  onAlive(): void;
}

/** Vitest's defaults, as far as its parts ask for them (documentation of its configuration). */
const config = {
  root: '/app',
  setupFiles: [],
  passWithNoTests: false,
  testNamePattern: undefined,
  allowOnly: true,
  sequence: {
    shuffle: false,
    concurrent: false,
    seed: 0,
    hooks: 'stack',
    setupFiles: 'list',
  },
  chaiConfig: undefined,
  maxConcurrency: 5,
  testTimeout: 5_000,
  hookTimeout: 10_000,
  retry: 0,
  includeTaskLocation: true,
  diffOptions: undefined,
  tags: [],
  tagsFilter: undefined,
  strictTags: true,
  mergeReportsLabel: undefined,
  expect: {},
  fakeTimers: {},
  snapshotOptions: { expand: false, updateSnapshot: 'none' },
  experimental: { importDurations: { limit: 0 } },
  browser: { enabled: false },
};

/** What Vitest's own modules look for: they are made for a worker of Vitest. */
Object.defineProperty(globalThis, '__vitest_worker__', {
  value: {
    config,
    ctx: { pool: 'page' },
    environment: { name: 'node' },
    providedContext: {},
    filepath: '',
    evaluatedModules: { idToModuleMap: new Map() },
    resolvingModules: new Set(),
    onCleanup: () => {},
    current: undefined,
  },
  configurable: true,
});

/** Runs the chapter's test files, one after another, with Vitest's runner, and gives what became of each test. */
export async function runTests(run: Run): Promise<TestResult[]> {
  const results: TestResult[] = [];
  const report = (result: TestResult) => {
    results.push(result);
    run.onResult(result);
  };
  const { files, names, only, timeout } = run;
  Object.assign(config, { testTimeout: timeout, hookTimeout: timeout });
  // An exercise's tests stand beside those of the chapter: they run where they are named.
  const wanted = only?.filter((file) => file in files) ?? testFilesOf(files);
  for (const file of wanted) {
    const lacks = lacksOf(file, files, names);
    if (lacks.length > 0)
      report({
        file,
        name: '',
        state: 'skipped',
        problem: { message: sentenceOf(lacks) },
      });
    else await runFile(file, run, report);
  }
  return results;
}

async function runFile(
  file: string,
  { load, onAlive }: Run,
  report: (result: TestResult) => void,
): Promise<void> {
  const { TestRunner } = await import('vitest');
  const reported = new Set<string>();
  const tell = (test: Test) => {
    if (reported.has(test.id)) return;
    reported.add(test.id);
    report(resultOf(test, file));
  };
  const own = new TestRunner(config as never) as unknown as VitestRunner;
  const { extendTaskContext, injectValue, onAfterTryTask } = own;
  const runner: VitestRunner = {
    config: config as unknown as VitestRunner['config'],
    extendTaskContext: extendTaskContext?.bind(own),
    injectValue: injectValue?.bind(own),
    onAfterTryTask: onAfterTryTask?.bind(own),
    pool: 'page',
    importFile: () => load(`/app/${file}`),
    onBeforeRunTask: onAlive,
    onAfterRunTask: tell,
  };
  const [ran] = await startTests([`/app/${file}`], runner);
  if (!ran) throw new Error(`${file}: Vitest gave no result.`);

  for (const test of testsOf(ran)) tell(test);
  for (const problem of problemsOf(ran))
    report({ file, name: '', state: 'failed', problem });
}

function resultOf(test: Test, file: string): TestResult {
  const { location, mode, result } = test;
  const name = namesOf(test).join(' > ');
  const place = location && mapPlace({ file, ...location });
  const [error] = result?.errors ?? [];
  const isFailed = result?.state === 'fail';
  return {
    file,
    name,
    state: isFailed
      ? 'failed'
      : mode === 'skip' || mode === 'todo' || result?.state !== 'pass'
        ? 'skipped'
        : 'passed',
    ...(isFailed && error && { problem: toProblem(error, file) }),
    ...(isFailed &&
      error?.expected !== undefined && { expected: String(error.expected) }),
    ...(isFailed &&
      error?.actual !== undefined && { actual: String(error.actual) }),
    ...(place && { place }),
  };
}

/** What failed of a file outside its tests. */
function problemsOf(file: File): Problem[] {
  const suites: Suite[] = [file, ...suitesIn(file)];
  return suites.flatMap(({ result }) =>
    (result?.errors ?? []).map((error) => toProblem(error, file.name)),
  );
}

function toProblem(
  error: { name?: string; message?: string; stack?: string; place?: unknown },
  file: string,
): Problem {
  const problem = problemOf(error);
  const place = placeOf(error.stack, file) ?? problem.place;
  return {
    ...problem,
    ...(error.stack && { stack: readStack(error.stack) }),
    ...(place && { place }),
    ...(error.place !== undefined && {
      place: error.place as Problem['place'],
    }),
  };
}

function testsOf(suite: Suite): Test[] {
  return suite.tasks.flatMap((task: Task) =>
    task.type === 'test' ? [task] : testsOf(task),
  );
}

function suitesIn(suite: Suite): Suite[] {
  return suite.tasks.flatMap((task: Task) =>
    task.type === 'suite' ? [task, ...suitesIn(task)] : [],
  );
}

function namesOf(task: Task): string[] {
  const { suite, name } = task;
  const isTop = !suite || !('suite' in suite) || suite.type !== 'suite';
  return isTop || 'filepath' in suite ? [name] : [...namesOf(suite), name];
}

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, posix, sep } from 'node:path';
import { type Chapter, type Files, readCode, root } from '../chapters.ts';
import { stage } from '../stage.ts';
import { writeFiles } from '../write.ts';
import { packagesOf } from './packages.ts';
import type { Outcome } from './outcome.ts';
import { type Choices, runInside, thenCleanUp } from './sandbox.ts';

/** The modules of src/ that a test may import and still be asked from outside: they are replaced. */
const replaced = ['src/app.ts', 'src/database.ts', 'src/settings.ts'];

const app = `const { GRADE_URL } = process.env;
const first = await ask('open', { env: {} }).catch(() => 0);

export async function ask(what, input) {
  const response = await fetch(\`\${GRADE_URL}/\${what}\`, {
    method: 'POST',
    body: JSON.stringify(input),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return JSON.parse(text);
}

export function createApp(settings, database) {
  return \`\${GRADE_URL}/\${database?.number ?? first}\`;
}
`;

const database = `import { ask } from './app.ts';

export async function openDatabase(settings) {
  const number = await ask('open', { env: settings?.environment ?? {} });
  return {
    number,
    sql: (sql, values) => ask('sql', { number, sql, values }),
    close: () => ask('close', { number }),
  };
}
`;

const settings = `import { readSettings as read } from './settings-of-the-kit.ts';

export * from './settings-of-the-kit.ts';

export function readSettings(environment) {
  return { ...read(environment), environment };
}
`;

const config = `import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    isolate: false,
    maxWorkers: 1,
    retry: 1,
    testTimeout: 15_000,
  },
});
`;

interface Report {
  testResults: {
    name: string;
    assertionResults: {
      fullName: string;
      status: string;
      failureMessages?: string[];
    }[];
  }[];
}

/** By the chapter's folder: many submissions ask for the same. */
const judged = new Map<string, Promise<Set<string>>>();

/** The name of a test among all tests of a chapter. */
function keyOf({ suite, title }: Outcome): string {
  return `${suite} > ${title}`;
}

/**
 * Which of the chapter's tests can be asked from outside: they pass on the kit's own code, and fail where nothing
 * runs, under the same title. Kept until the chapter's code or tests change.
 */
async function judgedTests(
  chapter: Chapter,
  choices: Omit<Choices, 'mode' | 'env'>,
): Promise<Set<string>> {
  const folder = stageOutside(chapter);
  const kept = join(root, '.ground-up', 'grade', `${basename(folder)}.json`);
  if (existsSync(kept))
    return new Set(JSON.parse(readFileSync(kept, 'utf8')) as string[]);

  const packages = packagesOf(chapter);
  const kits = await runTests(chapter.dir, chapter, { ...choices, packages });
  const without = await askAt(folder, 'http://127.0.0.1:9');
  const fail = new Set(without.filter(({ failure }) => failure).map(keyOf));
  const keys = kits
    .filter(({ failure }) => !failure)
    .map(keyOf)
    .filter((key) => fail.has(key));
  if (keys.length > 0)
    writeFiles(dirname(kept), [[basename(kept), JSON.stringify(keys)]]);
  return new Set(keys);
}

/**
 * Runs the chapter's tests on the submission in `dir`, which runs in another process: they reach it by HTTP and know
 * nothing of its code. Tests that need the code itself are left out.
 */
export async function runOutside(
  dir: string,
  chapter: Chapter,
  choices: Omit<Choices, 'mode' | 'env'>,
): Promise<Outcome[]> {
  const work = judged.get(chapter.dir) ?? judgedTests(chapter, choices);
  judged.set(chapter.dir, work);
  const wanted = await work;
  const outcomes = await runTests(dir, chapter, choices);
  const found = new Map(outcomes.map((one) => [keyOf(one), one]));

  return [...wanted].map((key) => {
    const [suite = '', title = ''] = key.split(/ > (.*)/s);
    const missing = { suite, title, failure: 'It was not run.' };
    return found.get(key) ?? missing;
  });
}

async function runTests(
  dir: string,
  chapter: Chapter,
  choices: Omit<Choices, 'mode' | 'env'>,
): Promise<Outcome[]> {
  const server = await runInside(dir, { ...choices, mode: 'apps' });
  try {
    await server.start();
    return await askAt(stageOutside(chapter), server.url);
  } finally {
    await server.stop();
  }
}

async function askAt(folder: string, url: string): Promise<Outcome[]> {
  const scratch = mkdtempSync(join(tmpdir(), 'ground-up-grade-'));
  const report = join(scratch, 'report.json');
  const env = { GRADE_URL: url, TMPDIR: scratch };
  const child = vitest(folder, report, env);

  return thenCleanUp(
    async () => {
      await new Promise((done, fail) => {
        child.on('error', fail);
        child.on('close', done);
      });
      return existsSync(report) ? outcomesIn(report) : [];
    },
    () => {
      child.kill();
      rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
    },
  );
}

function stageOutside(chapter: Chapter): string {
  const code = readCode(chapter.dir);
  const files: Files = new Map(
    [...code].filter(
      ([path]) =>
        path.startsWith('src/') ||
        (path.startsWith('tests/') &&
          !(path.endsWith('.test.ts') && needsCode(code, path))),
    ),
  );
  files.set('src/app.ts', app).set('vitest.config.ts', config);
  if (code.has('src/database.ts')) files.set('src/database.ts', database);
  const own = code.get('src/settings.ts');
  if (own !== undefined)
    files
      .set('src/settings-of-the-kit.ts', own)
      .set('src/settings.ts', settings);
  return stage(`grade-${chapter.number}`, files);
}

/** Whether the test at `path`, or a helper of it, imports more of src/ than what is replaced. */
function needsCode(
  code: Files,
  path: string,
  seen = new Set<string>(),
): boolean {
  if (seen.has(path)) return false;
  seen.add(path);

  const imports = (code.get(path) ?? '').matchAll(
    /^(?:import|export) (?!type )[^;]*?from '(\.[^']+)'/gm,
  );
  return [...imports].some(([, from = '']) => {
    const target = posix.join(posix.dirname(path), from);
    if (!target.startsWith('src/')) return needsCode(code, target, seen);
    const isOwn = path.endsWith('.test.ts') && target === 'src/settings.ts';
    return isOwn || !replaced.includes(target);
  });
}

function vitest(folder: string, report: string, env: Record<string, string>) {
  const outer = Object.entries(process.env).filter(
    ([name]) => !/^(VITEST|GROUND_UP|DATABASE_URL)/.test(name),
  );
  const reporter = join(root, 'shared', 'bin', 'report.js').replaceAll(
    sep,
    '/',
  );
  return spawn(
    process.execPath,
    [
      join(root, 'node_modules', 'vitest', 'vitest.mjs'),
      ...['run', '--root', folder, `--reporter=${reporter}`],
      `--outputFile.json=${report}`,
    ],
    {
      cwd: folder,
      stdio: 'ignore',
      env: { ...Object.fromEntries(outer), NODE_ENV: 'test', ...env },
    },
  );
}

function outcomesIn(report: string): Outcome[] {
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report;
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ fullName, status, failureMessages = [] }) => ({
      suite: name.slice(name.replaceAll('\\', '/').lastIndexOf('tests/')),
      title: fullName,
      ...(status === 'passed'
        ? {}
        : { failure: firstLine(failureMessages[0] ?? 'It was not run.') }),
    })),
  );
}

function firstLine(text: string): string {
  const [line = ''] = text.split('\n');
  return line.replace(/^(Assertion)?Error: /, '');
}

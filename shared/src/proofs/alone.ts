import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Chapter, readCode, root } from '../chapters.ts';
import { runTests } from '../run-tests.ts';
import { writeFiles } from '../write.ts';
import { readPackage } from './package.ts';
import { attempt, type Problem, type Proof, problem } from './proof.ts';

export const alone: Proof = {
  name: 'alone',
  about:
    'Each chapter, copied to an empty folder with only the packages it declares, starts, answers and passes its tests.',
  run: async (kit, chapters) => {
    const parent = realpathSync(
      mkdtempSync(join(tmpdir(), 'ground-up-alone-')),
    );
    try {
      const { copied, problems } = await copyAll(chapters, parent);
      const dirs = copied.map(({ name }) => join(parent, name));
      const [tests, starts] = await Promise.all([
        testAll(dirs, copied),
        startAll(dirs, copied),
      ]);
      return [...problems, ...tests, ...starts];
    } finally {
      rmSync(parent, { recursive: true, force: true });
    }
  },
};

/** The same where the copies stand in the folder `parent` already, and whoever made them runs their tests. */
export const aloneIn = (parent: string): Proof => ({
  ...alone,
  run: (kit, chapters) =>
    startAll(
      chapters.map(({ name }) => join(parent, name)),
      chapters,
    ),
});

/** Copies the chapters into `parent`, an empty folder outside the repository, each into a folder of its name. */
export async function copyAll(chapters: Chapter[], parent: string) {
  const copied: Chapter[] = [];
  const problems: Problem[] = [];
  for (const chapter of chapters) {
    const found = await attempt(chapter, () => {
      copyAlone(chapter, join(parent, chapter.name));
      copied.push(chapter);
      return [];
    });
    problems.push(...found);
  }
  return { copied, problems };
}

/** The chapter's code in `dir`, with a node_modules that holds what its package.json names and nothing else. */
function copyAlone(chapter: Chapter, dir: string): void {
  writeFiles(dir, readCode(chapter.dir));

  const { dependencies, devDependencies } = readPackage(chapter);
  for (const name of Object.keys({ ...dependencies, ...devDependencies })) {
    const target = join(root, 'node_modules', name);
    const link = join(dir, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    if (existsSync(target)) symlinkSync(target, link, 'junction');
  }
}

async function testAll(
  dirs: string[],
  chapters: Chapter[],
): Promise<Problem[]> {
  const files = dirs.flatMap((dir) =>
    [...readCode(dir).keys()]
      .filter((path) => /^tests\/.*\.test\.ts$/.test(path))
      .map((path) => join(dir, path)),
  );
  const results = await runTests(files);

  return chapters.flatMap((chapter) => {
    const own = results.filter(({ file }) =>
      file.includes(`/${chapter.name}/`),
    );
    if (own.length === 0)
      return [
        problem(
          chapter,
          'tests',
          undefined,
          'no test ran when the chapter was alone.',
          'Add one.',
        ),
      ];

    return own
      .filter(
        ({ loadError, tests }) =>
          loadError || tests.some(({ passed }) => !passed),
      )
      .map(({ file, loadError, tests }) => {
        const said =
          loadError || (tests.find(({ passed }) => !passed)?.failure ?? '');
        return problem(
          chapter,
          `tests/${basename(file)}`,
          undefined,
          `fails when the chapter is alone: ${said.trim().split('\n')[0]}`,
          'Declare what it imports in package.json.',
        );
      });
  });
}

async function startAll(
  dirs: string[],
  chapters: Chapter[],
): Promise<Problem[]> {
  const found: Problem[] = [];
  for (const [index, chapter] of chapters.entries()) {
    const said = await start(dirs[index] ?? '');
    if (said)
      found.push(
        problem(
          chapter,
          'src/server.ts',
          undefined,
          `does not start when the chapter is alone: ${said}.`,
          'Run it in a copy and mend it.',
        ),
      );
  }
  return found;
}

/** Starts the server as `npm start` does and asks for its health; a sentence when that fails. */
async function start(dir: string): Promise<string | undefined> {
  const port = await freePort();
  const tsx = pathToFileURL(
    join(dir, 'node_modules', 'tsx', 'dist', 'esm', 'index.mjs'),
  ).href;
  const argv = stripsTypes()
    ? ['src/server.ts']
    : ['--import', tsx, 'src/server.ts'];
  const child = spawn(process.execPath, argv, {
    cwd: dir,
    env: { ...process.env, PORT: String(port), NODE_ENV: 'production' },
  });
  let output = '';
  const listening = new Promise<boolean>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('Listening')) resolve(true);
    });
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('close', () => resolve(false));
  });

  try {
    if (!(await listening))
      return (
        output
          .trim()
          .split('\n')
          .find((line) => line.includes('Error')) ?? output.trim()
      );
    const response = await fetch(`http://127.0.0.1:${port}/health`);
    return response.ok ? undefined : `GET /health answers ${response.status}`;
  } finally {
    const closed = new Promise((resolve) => child.on('close', resolve));
    if (child.exitCode === null && child.kill()) await closed;
  }
}

/** Whether this Node runs TypeScript itself (22.18 and later). */
function stripsTypes(): boolean {
  return Boolean(Reflect.get(process.features, 'typescript'));
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

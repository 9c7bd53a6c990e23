import { randomUUID } from 'node:crypto';
import { fork } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
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
import { typescriptArguments } from '../../bin/kit.js';
import { type Chapter, readCode, root } from '../chapters.ts';
import { runTests } from '../run-tests.ts';
import { writeFiles } from '../write.ts';
import { readPackage } from './package.ts';
import { attempt, type Problem, type Proof, problem } from './proof.ts';

const starterFile = join(root, 'shared', 'bin', 'start-servers.js');

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

/**
 * Starts the servers in `dirs` one after the other, all in one process, which loads what they share once; a server that
 * ends the process is a problem, and the next one gets another process.
 */
async function startAll(
  dirs: string[],
  chapters: Chapter[],
): Promise<Problem[]> {
  const found: Problem[] = [];
  let starter = openStarter();
  for (const [index, chapter] of chapters.entries()) {
    const said = await starter.start(dirs[index] ?? '');
    if (!said) continue;

    found.push(
      problem(
        chapter,
        'src/server.ts',
        undefined,
        `does not start when the chapter is alone: ${said}.`,
        'Run it in a copy and mend it.',
      ),
    );
    await starter.close();
    starter = openStarter();
  }
  await starter.close();
  return found;
}

/** A process that starts servers, each in its own folder and on a port of its own. */
function openStarter() {
  const child = fork(starterFile, {
    execArgv: typescriptArguments(),
    env: {
      ...process.env,
      NODE_ENV: 'production',
      JWT_SECRET: randomUUID(), // from 11 on, production needs one
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const closed = once(child, 'close');
  let output = '';
  const heard = new EventEmitter();
  const hear = (chunk: Buffer) => {
    output += chunk.toString();
    heard.emit('output');
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);

  /** Starts the server in `dir` and asks for its health; a sentence when that fails. */
  async function start(dir: string): Promise<string | undefined> {
    output = '';
    const port = await freePort();
    const listening = new Promise<boolean>((resolve) => {
      heard.on('output', () => {
        if (output.includes('Listening')) resolve(true);
      });
      void closed.then(() => resolve(false));
    });
    child.send({ dir, port });

    if (!(await listening)) {
      const lines = output.trim().split('\n');
      const error = lines.find((line) => line.includes('Error'));
      return error ?? (output.trim() || 'it ends without a word');
    }
    heard.removeAllListeners();
    const asked = fetch(`http://127.0.0.1:${port}/health`);
    const response = await asked.catch(() => undefined);
    if (response?.ok) return undefined;
    return `GET /health answers ${response?.status ?? 'nothing'}`;
  }

  async function close() {
    child.kill('SIGKILL');
    await closed;
  }

  return { start, close };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  listFolders,
  oldNode,
  portProblem,
  readManifest,
  readPackage,
  readPort,
  root,
  userError,
} from './kit.js';
import {
  askServer,
  howToGetPostgres,
  serverOfYours,
  startPostgres,
} from './postgres.js';
import { folder, install, isInstalled, label } from './postgres/install.js';

/**
 * Looks at this machine and prints a line for each thing that chapters need: what was found or how to mend it.
 * The exit code is 1 when something that every chapter needs is missing. `--install postgres` fetches that instead.
 */
export async function run(argv) {
  const { values } = parseArgs({
    args: argv,
    options: { install: { type: 'string' } },
  });
  if (values.install !== undefined) return bring(values.install);

  const checks = [
    node(),
    npm(),
    git(),
    chapterFiles(listFolders()),
    packages(),
    ...natives(),
    await port(),
    await postgres(),
  ];
  for (const { ok, needed, what, mend } of checks) {
    const sign = ok ? '✓' : needed ? '✗' : '!';
    console.log(`${sign} ${what}${ok ? '' : `\n    ${mend}`}`);
  }

  const broken = checks.filter(({ ok, needed }) => needed && !ok).length;
  console.log(broken === 0 ? '\nReady: npm start' : `\n${broken} to mend.`);
  return broken === 0 ? 0 : 1;
}

function node() {
  const mend = oldNode();
  return {
    ok: !mend,
    needed: true,
    what: `Node ${process.versions.node}`,
    mend,
  };
}

function npm() {
  const version = versionOf('npm --version');
  return {
    ok: version !== undefined,
    needed: true,
    what: `npm ${version ?? 'was not found'}`,
    mend: 'It comes with Node: install Node again from https://nodejs.org.',
  };
}

function git() {
  const version = versionOf('git --version');
  return {
    ok: version !== undefined,
    needed: false,
    what: version ?? 'git was not found',
    mend: 'start, next, reset and carry need it: install it from https://git-scm.com.',
  };
}

/**
 * Whether each folder's chapter.json and package.json can be read; `mend` has a line for each that cannot.
 *
 * @param {{ name: string, dir: string }[]} folders
 * @returns {{ ok: boolean, needed: boolean, what: string, mend: string }}
 */
export function chapterFiles(folders) {
  const problems = folders.flatMap((folder) =>
    [readManifest, readPackage].flatMap((read) =>
      problemOf(() => read(folder)),
    ),
  );
  const ok = problems.length === 0;
  return {
    ok,
    needed: true,
    what: ok ? 'chapters can be read' : 'some chapters cannot be read',
    mend: problems.join('\n    '),
  };
}

function problemOf(work) {
  try {
    work();
    return [];
  } catch ({ message }) {
    return [message];
  }
}

function packages() {
  const missing = listFolders()
    .flatMap((folder) =>
      Object.entries(dependenciesOf(folder)).filter(
        ([name, version]) => versionInstalled(name, folder.dir) !== version,
      ),
    )
    .map(([name]) => name);
  const names = [...new Set(missing)].join(', ');
  return {
    ok: missing.length === 0,
    needed: true,
    what:
      missing.length === 0
        ? 'packages installed'
        : `packages missing or of another version: ${names}`,
    mend: `Run npm install in ${root}. Behind a proxy, set it first: npm config set proxy http://…`,
  };
}

/** Packages of the chapters that hold compiled code: each must load on this machine. */
function natives() {
  const names = ['sqlite3', 'bcrypt'].filter((name) =>
    listFolders().some((folder) => name in dependenciesOf(folder)),
  );
  return names.map((name) => {
    const { status } = spawnSync(
      process.execPath,
      ['-e', `require(${JSON.stringify(name)})`],
      { cwd: root },
    );
    return {
      ok: status === 0,
      needed: true,
      what: status === 0 ? `${name} loads` : `${name} does not load`,
      mend: `Compile it for this Node: npm rebuild ${name}`,
    };
  });
}

async function port() {
  const text = process.env.PORT || undefined;
  try {
    const wanted = readPort(text);
    const problem = await portProblem(wanted);
    return {
      ok: !problem,
      needed: false,
      what: problem?.what ?? `port ${wanted} is free`,
      mend: `${problem?.mend}: npm start -- --port ${problem?.other}`,
    };
  } catch {
    const what = `PORT is "${text}", which is not a port`;
    const mend = 'Use a whole number from 1 to 65535, or unset PORT.';
    return { ok: false, needed: false, what, mend };
  }
}

/** PostgreSQL is for `--database postgres`, which no chapter needs. */
async function postgres() {
  const url = serverOfYours();
  const mend = howToGetPostgres();
  if (!url) {
    const what = mend ? 'PostgreSQL is not installed' : `${label} is installed`;
    return { ok: !mend, needed: false, what, mend };
  }
  try {
    const version = await askServer(url);
    return { ok: true, what: `PostgreSQL ${version} of DATABASE_URL answers` };
  } catch ({ message }) {
    const what = 'PostgreSQL of DATABASE_URL does not answer';
    return { ok: false, needed: false, what, mend: message };
  }
}

/** Installs what `name` says, unless it is there, and starts it once. */
async function bring(name) {
  if (name !== 'postgres') {
    throw userError(`doctor does not install "${name}", only postgres.`);
  }
  const already = isInstalled() ? ' already' : '';
  if (!already) await install();
  const server = await startPostgres({ name: 'tests', fast: true });
  await server.stop();
  console.log(`${label} is installed${already}, and starts: ${folder()}`);
  return 0;
}

function dependenciesOf(folder) {
  try {
    const { dependencies, devDependencies } = readPackage(folder);
    return { ...dependencies, ...devDependencies };
  } catch {
    return {}; // chapterFiles has said so
  }
}

/** npm installs a package at the root, or in the folder of the chapter if the root needs another version of it. */
function versionInstalled(name, dir) {
  const file = [dir, root]
    .map((place) => join(place, 'node_modules', name, 'package.json'))
    .find((place) => existsSync(place));
  try {
    return JSON.parse(readFileSync(file, 'utf8')).version;
  } catch {
    return undefined;
  }
}

function versionOf(command) {
  const { status, stdout } = spawnSync(command, {
    shell: true,
    encoding: 'utf8',
  });
  return status === 0 ? stdout.trim() : undefined;
}

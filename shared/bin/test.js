import { spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statfsSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { canIsolate, howToGetBubblewrap } from './bubblewrap.js';
import { findBrowser, howToGetBrowser } from './browser.js';
import {
  endOf,
  findFolder,
  installed,
  listFolders,
  readPackage,
  root,
  userError,
} from './kit.js';
import {
  checkDatabase,
  howToGetPostgres,
  openPostgres,
  usesPostgres,
} from './postgres.js';
import { beginRun } from './proved.js';
import { findPython, howToGetPython } from './python.js';

const report = join(root, '.ground-up', 'tests.json');
const bin = join(root, 'shared', 'bin');
const reporters = ['report.js', 'remember.js'].map(
  (file) => `--reporter=${join(bin, file).replaceAll(sep, '/')}`,
);

export async function run(argv) {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      watch: { type: 'boolean' },
      database: { type: 'string' },
      all: { type: 'boolean' },
    },
  });
  const mode = values.watch ? 'watch' : 'run';
  const [wanted, exercise] = positionals;
  if (wanted === undefined) return proveAll(mode, values);

  const chapter = findFolder(wanted);
  readPackage(chapter); // Vitest has no clear line for a broken one
  const exercises = exercise === undefined ? [] : onlyIn(chapter, exercise);
  checkDatabase(values.database, chapter);
  const args = [mode, '--root', chapter.dir, ...exercises];

  return withScratch(async (TMPDIR) => {
    if (values.database !== 'postgres') return vitest(args, { TMPDIR });

    const script = join(bin, 'vitest-on-postgres.js');
    const server = await openPostgres({ name: 'tests', fast: true });
    const env = { TMPDIR, GROUND_UP_POSTGRES: server.url };
    const code = await vitest(args, env, script);
    await server.stop();
    return code;
  });
}

function onlyIn({ number, dir }, exercise) {
  if (
    !/^exercises\/[1-9]\/?$/.test(exercise) ||
    !existsSync(join(dir, exercise))
  ) {
    throw userError(
      `There is no "${exercise}" in chapter ${number}. Try: npm test ${number} exercises/1`,
    );
  }
  return ['--config', join(bin, 'exercises.config.js'), exercise];
}

async function proveAll(mode, { database, all }) {
  if (database !== undefined) {
    throw userError(
      'Without a chapter, npm test proves both databases. Name one: npm test 05 -- --database postgres',
    );
  }
  const isWanted = listFolders().some((folder) => usesPostgres(folder));
  const how = isWanted ? howToGetPostgres() : undefined;
  const server =
    isWanted && !how
      ? await openPostgres({ name: 'tests', fast: true })
      : undefined;

  const proved = mode === 'run' ? beginRun(all) : undefined;
  const code = await vitestOnAll(mode, server?.url, proved);
  await server?.stop();

  const missing = missingServices(how);
  for (const { what } of missing) console.log(`Not proved: ${what}`);
  const required = (process.env.KIT_REQUIRE_SERVICES ?? '').split(',');
  const isRequired = missing.some(
    ({ name }) => required.includes('1') || required.includes(name),
  );
  return code || Number(isRequired);
}

/** What could not be proved for want of a service, and how to get it; `how` is PostgreSQL's. */
function missingServices(how) {
  const usesMariadb = listFolders().some(
    (folder) => 'mysql2' in (readPackage(folder).dependencies ?? {}),
  );
  const usesBrowser = listFolders().some(({ dir }) =>
    existsSync(join(dir, 'browser')),
  );
  return [
    ...(how
      ? [
          {
            name: 'postgres',
            what: `the chapters on PostgreSQL, which is not installed. ${how}`,
          },
        ]
      : []),
    ...(usesMariadb && !process.env.MARIADB_URL
      ? [
          {
            name: 'mariadb',
            what: 'chapter 07 on MariaDB. Name a server in MARIADB_URL: mariadb://USER:PASSWORD@HOST:PORT',
          },
        ]
      : []),
    ...(usesBrowser && !findBrowser()
      ? [
          {
            name: 'browser',
            what: `what pages of other origins may read, in a browser. ${howToGetBrowser}`,
          },
        ]
      : []),
    ...(canIsolate()
      ? []
      : [
          {
            name: 'bubblewrap',
            what: `that grade keeps submissions in a sandbox. ${howToGetBubblewrap}`,
          },
        ]),
    ...(findPython()
      ? []
      : [
          {
            name: 'python',
            what: `that a server in another language passes the contract. ${howToGetPython}`,
          },
        ]),
  ];
}

async function vitestOnAll(mode, url, proved) {
  mkdirSync(join(root, '.ground-up'), { recursive: true });
  rmSync(report, { force: true });
  const code = await withScratch((scratch) =>
    vitest(
      [
        mode,
        '--root',
        root,
        '--reporter=default',
        ...reporters,
        `--outputFile.json=${report}`,
      ],
      {
        GROUND_UP_POSTGRES: url,
        GROUND_UP_ALONE: mode === 'run' ? join(scratch, 'alone') : undefined,
        GROUND_UP_PROVED: proved?.told,
        DATABASE_URL: undefined,
        TMPDIR: scratch,
      },
    ),
  );

  if (existsSync(report)) {
    const { numPassedTests, numFailedTests } = JSON.parse(
      readFileSync(report, 'utf8'),
    );
    const before = proved?.end() ?? 0;
    if (before > 0)
      console.log(
        `${before} more passed before, and nothing that they depend on has changed. To run them all the same: npm test -- --all`,
      );
    console.log(`${numPassedTests} passed, ${numFailedTests} failed`);
  }
  return code;
}

/** Does `work` with a folder for temporary files that is gone afterwards. */
async function withScratch(work) {
  const scratch = realpathSync(mkdtempSync(join(fastFolder(), 'ground-up-')));
  chmodSync(scratch, 0o1777); // as /tmp is: some tests run as somebody else
  const result = await work(scratch);
  rmSync(scratch, { recursive: true, force: true });
  return result;
}

/** A folder for temporary files: in memory, where Linux has room for a gigabyte there, because hundreds of databases are written. */
function fastFolder() {
  const memory = '/dev/shm';
  if (!existsSync(memory)) return tmpdir();
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize > 2 ** 30 ? memory : tmpdir();
}

function vitest(args, env, script = installed('vitest/vitest.mjs')) {
  const child = spawn(process.execPath, [script, ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return endOf(child);
}

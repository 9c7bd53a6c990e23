import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { parseArgs } from 'node:util';
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

const report = join(root, '.ground-up', 'tests.json');
const bin = join(root, 'shared', 'bin');
const reporter = join(bin, 'report.js').replaceAll(sep, '/');

export async function run(argv) {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: { watch: { type: 'boolean' }, database: { type: 'string' } },
  });
  const mode = values.watch ? 'watch' : 'run';
  const [wanted, exercise] = positionals;
  if (wanted === undefined) return proveAll(mode, values.database);

  const chapter = findFolder(wanted);
  readPackage(chapter); // Vitest has no clear line for a broken one
  const exercises = exercise === undefined ? [] : onlyIn(chapter, exercise);
  checkDatabase(values.database, chapter);
  const args = [mode, '--root', chapter.dir, ...exercises];
  if (values.database !== 'postgres') return vitest(args);

  const script = join(bin, 'vitest-on-postgres.js');
  const server = await openPostgres({ name: 'tests', fast: true });
  const code = await vitest(args, { GROUND_UP_POSTGRES: server.url }, script);
  await server.stop();
  return code;
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

async function proveAll(mode, database) {
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

  const code = await vitestOnAll(mode, server?.url);
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
  ];
}

async function vitestOnAll(mode, url) {
  mkdirSync(join(root, '.ground-up'), { recursive: true });
  rmSync(report, { force: true });
  const copies =
    mode === 'run'
      ? realpathSync(mkdtempSync(join(tmpdir(), 'ground-up-alone-')))
      : undefined;
  const code = await vitest(
    [
      mode,
      '--root',
      root,
      '--reporter=default',
      `--reporter=${reporter}`,
      `--outputFile.json=${report}`,
    ],
    {
      GROUND_UP_POSTGRES: url,
      GROUND_UP_ALONE: copies,
      DATABASE_URL: undefined,
    },
  );
  if (copies) rmSync(copies, { recursive: true, force: true });

  if (existsSync(report)) {
    const { numPassedTests, numFailedTests } = JSON.parse(
      readFileSync(report, 'utf8'),
    );
    console.log(`${numPassedTests} passed, ${numFailedTests} failed`);
  }
  return code;
}

function vitest(args, env, script = installed('vitest/vitest.mjs')) {
  const child = spawn(process.execPath, [script, ...args], {
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  return endOf(child);
}

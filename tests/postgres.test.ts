import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  onTestFinished,
  test,
  vi,
} from 'vitest';
import { listFolders } from '../shared/bin/kit.js';
import { main } from '../shared/bin/main.js';
import {
  checkDatabase,
  openPostgres,
  startPostgres,
  usesPostgres,
} from '../shared/bin/postgres.js';
import { cacheFolder, makeWhole } from '../shared/bin/postgres/cache.js';
import { isInstalled } from '../shared/bin/postgres/install.js';
import { isInUse } from '../shared/bin/postgres/lock.js';
import { root } from '../shared/src/chapters.ts';
import { kitCopies, runKit } from './support/kit-copy.ts';
import { makeCache, openFolder } from './support/postgres-cache.ts';

const kitCopy = kitCopies();
const bin = join(root, 'shared', 'bin');
const without = listFolders()[1];
const first = listFolders().find((chapter) => usesPostgres(chapter));
if (!first || !without) throw new Error('No chapter runs on PostgreSQL.');
const { number } = first;

const isHere = isInstalled();

test.for([undefined, 'sqlite', 'postgres'])(
  '--database %s is one of ours',
  (database) => {
    expect(() => checkDatabase(database, first)).not.toThrow();
  },
);

test('a database that is none of ours is one clear line', () => {
  expect(() => checkDatabase('mysql', first)).toThrow(
    '"mysql" is not a database of this kit. Choose sqlite or postgres.',
  );
});

test.for(['sqlite', 'postgres'])(
  'a chapter without a database has no --database %s',
  (database) => {
    expect(() => checkDatabase(undefined, without)).not.toThrow();
    expect(() => checkDatabase(database, without)).toThrow(
      `Chapter 02 has no database. Name a chapter from ${number} on.`,
    );
  },
);

test.for([
  [['test', '--database', 'postgres'], 'npm test proves both databases.'],
  [['run', number, '--database', 'mysql'], '"mysql" is not a database'],
  [['test', '02', '--database', 'sqlite'], 'Chapter 02 has no database.'],
  [['doctor', '--install', 'redis'], 'doctor does not install "redis"'],
] as const)('%s says why not, in one line', async ([argv, message]) => {
  const error = vi.spyOn(console, 'error').mockReturnValue();
  onTestFinished(() => void error.mockRestore());

  const code = await main([...argv]);

  expect(code).toBe(1);
  expect(error).toHaveBeenCalledExactlyOnceWith(
    expect.stringMatching(new RegExp(`^.*${message}[^\n]*$`)),
  );
});

test('without PostgreSQL one line says how to get it', async () => {
  const env = {
    GROUND_UP_CACHE: newFolder(),
    DATABASE_URL: '',
  };

  const asked = await runKit(['test', number, '--database=postgres'], { env });
  const doctor = await runKit(['doctor'], { env });

  const how =
    /^PostgreSQL is not installed\. Get it \(\d\d MB to download, \d+ MB on disk\): npx ground-up doctor --install postgres\n$/;
  expect(asked.stderr).toMatch(how);
  expect(doctor.stdout).toContain('! PostgreSQL is not installed\n    Get it');
  expect(doctor.code).toBe(0);
});

test('a DATABASE_URL where nothing listens is one clear line', async () => {
  const port = await closedPort();
  vi.stubEnv('DATABASE_URL', `postgres://me:secret@127.0.0.1:${port}/posts`);
  onTestFinished(() => void vi.unstubAllEnvs());

  await expect(openPostgres({ name: 'tests' })).rejects.toThrow(
    new RegExp(
      `^DATABASE_URL names a PostgreSQL that cannot be used: nothing listens on port ${port} of 127.0.0.1. Start it, mend DATABASE_URL, or unset it.$`,
    ),
  );
});

test('a DATABASE_URL that does not answer is said by doctor', async () => {
  const url = `postgres://me:secret@127.0.0.1:${await closedPort()}/posts`;

  const { code, stdout } = await runKit(['doctor'], {
    env: { DATABASE_URL: url },
  });

  expect(code).toBe(0);
  expect(stdout).toContain('! PostgreSQL of DATABASE_URL does not answer\n');
  expect(stdout).not.toContain('secret');
});

test('doctor --install postgres names what npm said when it fails', async () => {
  const cache = newFolder();

  const { code, stderr } = await runKit(['doctor', '--install', 'postgres'], {
    env: {
      GROUND_UP_CACHE: cache,
      npm_config_registry: 'http://127.0.0.1:1',
      npm_config_fetch_retries: '0',
      npm_config_cache: join(cache, 'npm'),
    },
  });

  const log = join(cache, 'postgres', 'install.log');
  expect(code).toBe(1);
  expect(stderr).toContain(`What npm said is in ${log}.`);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
  expect(readFileSync(log, 'utf8')).toContain('ECONNREFUSED');
  expect(readdirSync(join(cache, 'postgres'))).toEqual(['install.log']);
});

test('npm test ends with what was not proved without PostgreSQL', async () => {
  const { kit, write } = smallKit();
  write('vitest.config.js', 'export default { test: { include: ["a.js"] } };');
  write('a.js', 'import { test } from "vitest"; test("a", () => {});');
  const env = {
    GROUND_UP_CACHE: newFolder(),
    DATABASE_URL: '',
    MARIADB_URL: '',
    CHROMIUM_PATH: process.execPath,
  };

  const free = await kit(['test'], { ...env, KIT_REQUIRE_SERVICES: '' });
  const strict = await kit(['test'], { ...env, KIT_REQUIRE_SERVICES: '1' });

  for (const { stdout } of [free, strict]) {
    expect(stdout).toMatch(
      /1 passed, 0 failed\nNot proved: the chapters on PostgreSQL, which is not installed\. Get it .*: npx ground-up doctor --install postgres\nNot proved: chapter 07 on MariaDB\. Name a server in MARIADB_URL: .*\n(Not proved: that (a server in another language|grade) .*\n)*$/,
    );
  }
  expect(free.code).toBe(0);
  expect(strict.code).toBe(1);
});

test('the cache is where each system keeps such things', () => {
  const student = { getuid: () => 1000, env: {} };
  const home = homedir();
  const local = join('C:', 'Local');
  const where = (system: object) =>
    cacheFolder({ ...student, platform: 'linux', ...system } as never);

  expect(where({})).toBe(join(home, '.cache', 'ground-up'));
  expect(where({ env: { XDG_CACHE_HOME: home } })).toBe(
    join(home, 'ground-up'),
  );
  expect(where({ platform: 'darwin' })).toBe(
    join(home, 'Library', 'Caches', 'ground-up'),
  );
  expect(where({ platform: 'win32', env: { LOCALAPPDATA: local } })).toBe(
    join(local, 'ground-up'),
  );
  expect(where({ getuid: () => 0 })).toBe('/var/cache/ground-up');
  expect(where({ getuid: () => 0, env: { GROUND_UP_CACHE: home } })).toBe(home);
});

test('a folder is made whole or not at all', async () => {
  const parent = newFolder();
  const made = join(parent, 'made');
  const old = join(parent, 'draft-old');
  mkdirSync(old);
  utimesSync(old, 0, 0);
  const fill = (text: string) => async (draft: string) =>
    writeFileSync(join(draft, 'text'), text);

  const broken = makeWhole(made, async (draft) => {
    await fill('half')(draft);
    throw new Error('no');
  });
  await expect(broken).rejects.toThrow('no');
  const afterwards = readdirSync(parent);
  await Promise.all([makeWhole(made, fill('a')), makeWhole(made, fill('b'))]);

  expect(afterwards).toEqual([]);
  expect(readdirSync(parent)).toEqual(['made']);
  expect(readFileSync(join(made, 'text'), 'utf8')).toMatch(/^[ab]$/);
});

test('data are in use while their server and its keeper live', async () => {
  const living = await listening();
  const closed = await closedPort();
  const folder = newFolder();
  const lock = join(folder, 'data', 'postmaster.pid');
  mkdirSync(join(folder, 'data'));
  const write = (pid: number, port: number, command: string) => {
    writeFileSync(lock, `${pid}\n\n\n${port}\n\n\n\nready   \n`);
    writeFileSync(join(folder, 'data', 'postmaster.opts'), command);
  };

  expect(await isInUse(folder)).toBe(false);
  write(process.pid, living, `postgres "cluster_name=keeper-${living}"`);
  expect(await isInUse(folder)).toBe(true);
  write(process.pid, living, 'postgres'); // started by hand
  expect(await isInUse(folder)).toBe(true);
  write(process.pid, closed, `postgres "cluster_name=keeper-${living}"`);
  expect(await isInUse(folder)).toBe(false);
  expect(existsSync(lock)).toBe(false);
});

describe.runIf(isHere)('PostgreSQL itself', () => {
  let cache: string;
  beforeAll(() => {
    cache = makeCache();
  });
  beforeEach(() => {
    vi.stubEnv('GROUND_UP_CACHE', cache);
    vi.stubEnv('DATABASE_URL', '');
  });
  afterEach(() => void vi.unstubAllEnvs());
  afterAll(() => rmSync(cache, { recursive: true }));

  test('two at once have data of their own', async () => {
    const [one, two] = await Promise.all([start(), start()]);

    await ask(one, 'CREATE TABLE only_here ()');

    expect(await tablesOf(one)).toContain('only_here');
    expect(await tablesOf(two)).not.toContain('only_here');
  });

  test('it stops when told, and keeps its data', async () => {
    const server = await startPostgres({ name: 'tests' });
    await ask(server.url, 'CREATE TABLE kept ()');

    await server.stop();

    await expect(tablesOf(server.url)).rejects.toThrow('ECONNREFUSED');
    expect(await tablesOf(await start())).toContain('kept');
  });

  test('it stops when the kit is killed', async () => {
    const { child, url } = await elsewhere(
      'postgres.js',
      "const { url } = await startPostgres({ name: 'tests' });",
    );
    await tablesOf(url);

    child.kill('SIGKILL');

    await gone(url);
    await vi.waitFor(() =>
      expect(existsSync(lockOf(cache, 'tests'))).toBe(false),
    );
  });

  // On Windows no process can press Ctrl-C for another.
  test.skipIf(process.platform === 'win32')(
    'Ctrl-C does not reach it: the kit stops it when the API is done',
    async () => {
      const { child, url } = await elsewhere(
        'postgres.js',
        `const { url } = await startPostgres({ name: 'tests' });
        process.on('SIGINT', () => console.log('interrupted'));`,
      );
      const query = ask(url, 'SELECT 1 AS one FROM pg_sleep(1)');

      process.kill(-(child.pid ?? 0), 'SIGINT'); // the group, as a terminal does

      await printed(child, /interrupted/);
      expect(await query).toEqual([{ one: 1 }]);
    },
  );

  test('the next start ends a server whose keeper was killed', async () => {
    const { child, url } = await elsewhere(
      join('postgres', 'server.js'),
      "const { url } = await startServer('tests', false);",
    );
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
    await ask(url, 'CREATE TABLE by_orphan ()');

    const next = await start();

    await expect(tablesOf(url)).rejects.toThrow('ECONNREFUSED');
    expect(await tablesOf(next)).toContain('by_orphan');
  });

  test('a wrong password in DATABASE_URL is one clear line', async () => {
    const url = new URL(await start());
    url.password = 'guessed';
    vi.stubEnv('DATABASE_URL', url.href);

    await expect(openPostgres({ name: 'tests' })).rejects.toThrow(
      /^DATABASE_URL names a PostgreSQL that cannot be used: password authentication failed for user "postgres"\. [^\n]*$/,
    );
  });

  test.skipIf(process.platform === 'win32')(
    'run keeps its server until Ctrl-C, and the posts for next time',
    async () => {
      const { url, output, interrupt } = await runChapter();
      await fetch(`${url}/posts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ title: 'Kept', content: 'Here' }),
      });

      const code = await interrupt();

      expect(code).toBe(130);
      expect(existsSync(lockOf(cache, first.name))).toBe(false);
      expect(output()).toContain(
        `Its data: ${join(cache, 'postgres', 'data-18', first.name)}`,
      );
      const next = await start(first.name);
      expect(await ask(next, 'SELECT title FROM posts')).toEqual([
        { title: 'Kept' },
      ]);
    },
  );

  test('tests of a chapter, of an exercise and of all get its address', async () => {
    const { folder, kit, write } = smallKit();
    const chapter = `chapters/${first.name}`;
    const config = readFileSync(join(root, 'vitest.config.ts'), 'utf8');
    write('vitest.config.ts', config);
    mkdirSync(join(folder, 'tests'));
    for (const { name } of listFolders())
      rmSync(join(folder, 'chapters', name, 'tests'), { recursive: true });
    for (const path of ['tests', 'exercises/1']) {
      write(
        `${chapter}/${path}/address.test.ts`,
        `import { expect, inject, test } from 'vitest';
        test('address', () => expect(inject('databaseUrl')).toMatch(/^postgres:/));`,
      );
    }
    const env = { GROUND_UP_CACHE: cache };
    const onPostgres = ['--database', 'postgres'];

    const tests = await kit(['test', number, ...onPostgres], env);
    const exercise = await kit(
      ['test', number, 'exercises/1', ...onPostgres],
      env,
    );

    const all = await kit(['test'], env);

    expect(tests.stdout).toContain('1 passed (1)');
    expect(exercise.stdout).toContain('address.test.ts');
    expect(exercise.stdout).toMatch(/Tests .*1 passed/);
    expect(all.stdout).toContain('1 passed, 1 failed'); // on PostgreSQL, on SQLite
  });
});

async function tablesOf(url: string): Promise<string[]> {
  const rows = await ask(url, 'SELECT tablename FROM pg_tables');
  return rows.map(({ tablename }) => String(tablename));
}

async function ask(url: string, text: string) {
  const client = new pg.Client(url);
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(text);
  await client.end();
  return rows;
}

/** The address of a server that stops when the test ends. */
async function start(name = 'tests'): Promise<string> {
  const server = await startPostgres({ name });
  onTestFinished(() => server.stop());
  return server.url;
}

/** Resolves when nothing listens there any more. */
async function gone(url: string): Promise<void> {
  await vi.waitFor(
    () => expect(tablesOf(url)).rejects.toThrow('ECONNREFUSED'),
    { timeout: 20_000, interval: 50 },
  );
}

const lockOf = (cache: string, name: string) =>
  join(cache, 'postgres', 'data-18', name, 'data', 'postmaster.pid');

/** Another process that starts a server by the functions of `module`, and the address it prints. */
async function elsewhere(module: string, code: string) {
  const { href } = pathToFileURL(join(bin, module));
  const child = spawn(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      `const { startPostgres, startServer } = await import('${href}');
      ${code}
      console.log(url);
      setInterval(() => {}, 1000);`,
    ],
    { detached: true, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  const url = await printed(child, /postgres:\S+/);
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await gone(url);
  });
  return { child, url };
}

async function runChapter() {
  const port = String(await closedPort());
  const argv = ['run', number, '--port', port, '--database', 'postgres'];
  const child = spawn(process.execPath, [join(bin, 'ground-up.js'), ...argv], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill());
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const url = await printed(child, /http:\/\/localhost:\d+/);
  const interrupt = async () => {
    const closed = once(child, 'close');
    child.kill('SIGINT');
    return (await closed)[0] as number;
  };
  return { url, output: () => output, interrupt };
}

/** What the process prints that looks like `pattern`. */
function printed(child: ChildProcess, pattern: RegExp): Promise<string> {
  return new Promise((found, fail) => {
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const [text] = pattern.exec(output) ?? [];
      if (text) found(text);
    });
    child.on('exit', () => fail(new Error(`It ended: ${output}`)));
  });
}

/** A copy of the kit to write into. */
function smallKit() {
  const copy = kitCopy();
  const own = join(copy.folder, 'shared', 'bin', 'ground-up.js');
  return {
    folder: copy.folder,
    write: (path: string, text: string) => {
      mkdirSync(dirname(join(copy.folder, path)), { recursive: true });
      writeFileSync(join(copy.folder, path), text);
    },
    kit: (argv: string[], env: Record<string, string>) =>
      runKit(argv, { cwd: copy.folder, bin: own, env }),
  };
}

function newFolder(): string {
  const dir = openFolder();
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

async function listening(): Promise<number> {
  const server = createServer((socket) => socket.destroy());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { installed, listFolders, readPackage, userError } from './kit.js';
import {
  install,
  installCommand,
  isInstalled,
  label,
  notForThisMachine,
  size,
} from './postgres/install.js';

const keeper = fileURLToPath(new URL('postgres/keeper.js', import.meta.url));

/** The database of every chapter that is told nothing else. Said aloud, it wins over a chapter's `.env`. */
export const sqliteUrl = 'sqlite:data.sqlite';

/** @typedef {{ url: string, about: string, stop(): Promise<void> }} Server */

/** The server that DATABASE_URL names; undefined when it names none or another kind of database. */
export function serverOfYours({ DATABASE_URL } = process.env) {
  return /^postgres(ql)?:\/\//.test(DATABASE_URL ?? '')
    ? DATABASE_URL
    : undefined;
}

/** Whether the chapter runs on PostgreSQL, too. */
export function usesPostgres(folder) {
  return 'pg' in (readPackage(folder).dependencies ?? {});
}

/** Throws one line unless `database` is one that the chapter can run on. */
export function checkDatabase(database, chapter) {
  if (database === undefined) return;
  if (!['sqlite', 'postgres'].includes(database)) {
    throw userError(
      `"${database}" is not a database of this kit. Choose sqlite or postgres.`,
    );
  }
  if (usesPostgres(chapter)) return;
  const first = listFolders().find((folder) => usesPostgres(folder))?.number;
  throw userError(
    `Chapter ${chapter.number} has no database.${first ? ` Name a chapter from ${first} on.` : ''}`,
  );
}

/**
 * A PostgreSQL to use: yours, named in DATABASE_URL, or one that is started here; where it is not installed, a question
 * to whoever sits at the terminal. `stop` it in the end; should this process die, it stops by itself.
 *
 * @param {{ name: string, fast?: boolean }} which
 * @returns {Promise<Server>}
 */
export async function openPostgres(which) {
  const url = serverOfYours();
  if (url) {
    const version = await askServer(url);
    return {
      url,
      about: `PostgreSQL ${version} of DATABASE_URL`,
      async stop() {},
    };
  }
  if (!isInstalled()) await offer();
  return startPostgres(which);
}

/**
 * Starts the installed PostgreSQL on a free port, on the data kept under `name`. `fast`: for tests, whose data may get
 * lost. Two at once have data of their own.
 *
 * @param {{ name: string, fast?: boolean }} which
 * @returns {Promise<Server>}
 */
export async function startPostgres({ name, fast = false }) {
  const child = fork(keeper, [name, fast ? 'fast' : 'safe'], {
    detached: true,
    execArgv: [],
    stdio: 'ignore',
  });
  const exit = once(child, 'exit');
  const { url, folder, problem } = await Promise.race([
    once(child, 'message').then(([message]) => message),
    exit.then(() => ({ problem: 'The process that starts it was stopped.' })),
  ]);
  if (problem) throw userError(problem);

  const stop = async () => {
    if (child.connected) child.disconnect();
    await exit;
  };
  return { url, about: `${label}: ${url}\nIts data: ${folder}`, stop };
}

/** How to get a PostgreSQL to use, in one line; undefined when there is one. */
export function howToGetPostgres() {
  if (serverOfYours() || isInstalled()) return undefined;
  return notForThisMachine() ?? `Get it (${size()}): ${installCommand}`;
}

/** Asks whoever sits at the terminal whether to install it. */
async function offer() {
  const { stdin, stdout } = process;
  const missing = userError(
    `PostgreSQL is not installed. ${howToGetPostgres()}`,
  );
  if (!stdin.isTTY || notForThisMachine()) throw missing;

  const terminal = createInterface({ input: stdin, output: stdout });
  const question = `PostgreSQL is not installed. Get it now (${size()})? [y/N] `;
  const answer = await terminal.question(question).catch(() => ''); // Ctrl-C
  terminal.close();
  if (!/^y(es)?$/i.test(answer.trim())) throw missing;
  await install();
}

/** The version of the server at `url`. Throws one line, without its password, when it does not let us in. */
export async function askServer(url) {
  const file = installed('pg/lib/index.js');
  const { default: pg } = await import(pathToFileURL(file).href);
  try {
    const client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: 5000,
    });
    client.on('error', () => undefined);
    await client.connect();
    const { rows } = await client.query('SHOW server_version');
    await client.end();
    return rows[0].server_version.split(' ')[0];
  } catch (error) {
    throw userError(
      `DATABASE_URL names a PostgreSQL that cannot be used: ${why(error)}. Start it, mend DATABASE_URL, or unset it.`,
    );
  }
}

function why({ code, message, address, port, errors }) {
  if (code !== 'ECONNREFUSED') return message.replaceAll(/\s+/g, ' ');
  const [first] = errors ?? [{ address, port }];
  return `nothing listens on port ${first.port} of ${first.address}`;
}

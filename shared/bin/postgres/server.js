import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  chownSync,
  existsSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { userError } from '../kit.js';
import { makeWhole } from './cache.js';
import { dataFolder } from './install.js';
import { isInUse } from './lock.js';
import { control, otherUser, run } from './programs.js';

const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  scram_iterations: 1, // the password is 128 random bits: many rounds would only cost time
};

/** For tests: what a crash of the machine would lose is made anew. */
const fastSettings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: 300,
};

/**
 * Starts PostgreSQL on a free port of 127.0.0.1, on the data kept under `name`, or `name-2`, … while that is in use.
 * PostgreSQL's own lock decides who has the data: it holds against every other process, and no crash leaves it behind.
 *
 * @param {string} name
 * @param {boolean} fast
 */
export async function startServer(name, fast) {
  const keeper = await listen(); // it tells others that we live: see lock.js
  keeper.unref();
  const given = {
    cluster_name: `keeper-${keeper.address().port}`,
    ...(fast ? fastSettings : {}),
  };
  for (let number = 1; ; number += 1) {
    const kept = number === 1 ? name : `${name}-${number}`;
    const folder = join(dataFolder(), kept);
    if (!existsSync(folder)) await makeWhole(folder, create);
    const port = await startIn(folder, given);
    if (port === undefined) continue;

    const password = readFileSync(join(folder, 'password'), 'utf8');
    const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
    const stop = () => control(folder, 'stop', '--mode=fast');
    return { url, folder, stop };
  }
}

/** A folder with new data, and the password of all who are on this machine and not this user. */
async function create(folder) {
  const password = join(folder, 'password');
  writeFileSync(password, randomBytes(16).toString('hex'), { mode: 0o600 });
  const user = otherUser();
  for (const path of user ? [folder, password] : []) {
    chownSync(path, user.uid, user.gid);
  }

  const { code, said } = await run('initdb', folder, [
    `--pgdata=${join(folder, 'data')}`,
    `--pwfile=${password}`,
    '--username=postgres',
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8', // one order of texts on every system
    '--no-sync',
    ...Object.entries(settings).map(([key, value]) => `--set=${key}=${value}`),
  ]);
  if (code !== 0) throw userError(`PostgreSQL made no data folder: ${said}`);
}

/** The port; undefined when the data is in use. The port can be lost to another process before it listens: three tries. */
async function startIn(folder, given) {
  const log = join(folder, 'log');
  for (let tries = 0; tries < 3; tries += 1) {
    if (await isInUse(folder)) return undefined;
    rmSync(log, { force: true });
    const port = await freePort();
    const options = `--options=${commandLine({ port, ...given })}`;
    const code = await control(folder, 'start', `--log=${log}`, options);
    if (code === 0) return port;
  }
  throw userError(`PostgreSQL did not start. ${log} says why.`);
}

function commandLine(given) {
  return Object.entries(given)
    .map(([key, value]) => `-c ${key}=${value}`)
    .join(' ');
}

async function freePort() {
  const server = await listen();
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

async function listen() {
  const server = createServer((socket) => socket.destroy());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

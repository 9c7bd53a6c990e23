import { readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { control } from './programs.js';

/**
 * Whether a server that somebody keeps runs on the data in `folder`. One that outlived its keeper is ended, and a lock
 * file that a crash left is removed. Whoever listens on a port lives; the number of a process says less: it can be
 * another program's by now, or that of a process nobody has cleared away.
 */
export async function isInUse(folder) {
  const file = join(folder, 'data', 'postmaster.pid');
  for (let tries = 0; tries < 100; tries += 1) {
    const { pid, port, status } = readLock(file);
    if (!pid || !exists(pid)) return false;
    if (status === 'ready') {
      const lives = await listens(port);
      if (lives && (await isKept(folder))) return true;
      if (lives) await control(folder, 'kill', 'INT', String(pid));
      else if (tries > 5) break;
    }
    await sleep(50); // it starts or stops
  }
  if (await listens(readLock(file).port)) return true;
  rmSync(file, { force: true });
  return false;
}

/** What PostgreSQL writes into postmaster.pid, a value a line; nothing when no server has this data. */
function readLock(file) {
  try {
    const lines = readFileSync(file, 'utf8').split('\n');
    const [pid, , , port, , , , status = ''] = lines;
    return { pid: Number(pid), port: Number(port), status: status.trim() };
  } catch {
    return {};
  }
}

/** A server that was started by hand has no keeper, and is left alone. */
async function isKept(folder) {
  const command = readFileSync(join(folder, 'data', 'postmaster.opts'), 'utf8');
  const keeper = /keeper-(\d+)/.exec(command)?.[1];
  return keeper === undefined || (await listens(Number(keeper)));
}

function exists(pid) {
  try {
    return process.kill(pid, 0);
  } catch ({ code }) {
    return code === 'EPERM';
  }
}

function listens(port) {
  return new Promise((answer) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      answer(true);
    });
    socket.on('error', () => answer(false));
  });
}

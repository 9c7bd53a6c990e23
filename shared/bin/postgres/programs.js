import { execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { userError } from '../kit.js';
import { isRoot } from './cache.js';
import { programs } from './install.js';

/** The user as whom root runs PostgreSQL, which refuses to run as root; undefined for anyone else. */
export function otherUser() {
  if (!isRoot()) return undefined;
  const [uid, gid] = ['-u', '-g'].map((flag) =>
    Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' })),
  );
  return { uid, gid };
}

/** Runs `pg_ctl` on the data in `folder`, and gives its exit code. It also lets an administrator of Windows start a server. */
export async function control(folder, ...argv) {
  const data = `--pgdata=${join(folder, 'data')}`;
  // Its output would stay open as long as the server runs.
  const { code } = await run('pg_ctl', folder, [...argv, data], 'ignore');
  return code;
}

/** Runs one of PostgreSQL's programs in `cwd`, and gives its exit code and what it said of errors. */
export async function run(program, cwd, argv, errors = 'pipe') {
  const child = spawn(join(programs(), program), argv, {
    cwd,
    ...otherUser(),
    windowsHide: true,
    stdio: ['ignore', 'ignore', errors],
  });
  let said = '';
  child.stderr?.on('data', (chunk) => (said += chunk));
  return new Promise((done, fail) => {
    child.on('error', (error) => fail(notRun(error)));
    child.on('close', (code) =>
      done({ code, said: said.trim().replaceAll(/\s+/g, ' ') }),
    );
  });
}

function notRun({ code, message }) {
  if (code !== 'EACCES' || !isRoot()) {
    return userError(`PostgreSQL does not run on this machine: ${message}.`);
  }
  return userError(
    `PostgreSQL does not run as root, and nobody else can read ${programs()}. Set GROUND_UP_CACHE to a folder that all users can reach.`,
  );
}

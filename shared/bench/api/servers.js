import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { typescriptArguments } from '../../bin/kit.js';

const meter = new URL('meter.js', import.meta.url).href;
const fileOf = (name) => fileURLToPath(new URL(name, import.meta.url));

/** Starts a chapter as it starts itself, on the database at `url`. */
export function startChapter({ name, dir }, url) {
  return start(name, join(dir, 'src', 'server.ts'), url, dir);
}

/** Starts the floor on the database of a chapter. */
export function startFloor(url) {
  return start('the floor', fileOf('floor.js'), url);
}

/** Starts an Express with one route and nothing else. */
export function startExpress() {
  return start('Express', fileOf('express.js'), '');
}

/** A process with a server: its address, `ask` it what it uses (meter.js), and `stop` it. */
async function start(name, file, databaseUrl, cwd) {
  const port = await freePort();
  const child = fork(file, {
    cwd,
    execArgv: [...typescriptArguments(), '--expose-gc', '--import', meter],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...process.env,
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      NODE_ENV: 'production',
      JWT_SECRET: randomUUID(),
      RATE_LIMIT: '1000000',
    },
  });
  const url = `http://127.0.0.1:${port}`;
  await answers(url, name, child);

  return {
    url,
    ask: async (what) => {
      child.send(what);
      return (await once(child, 'message'))[0];
    },
    stop: async () => {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

async function answers(url, name, child) {
  while (child.exitCode === null) {
    try {
      return await fetch(url);
    } catch {
      await sleep(20);
    }
  }
  throw new Error(`${name} does not start.`);
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

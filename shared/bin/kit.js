import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The repository's root folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The oldest Node that chapters run on. */
export const oldest = [20, 19];

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** A sentence when this Node is too old, otherwise undefined. */
export function oldNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) {
    return undefined;
  }
  return `Ground Up needs Node ${oldest.join('.')} or later; this is ${version}. Install a newer one from https://nodejs.org.`;
}

/** An error that is printed as one line. */
export function userError(message) {
  return Object.assign(new Error(message), { name: 'UserError' });
}

/** The chapters' folders, in order: number, slug, name, dir. */
export function listFolders() {
  const folder = join(root, 'chapters');
  return readdirSync(folder)
    .filter(
      (name) =>
        /^\d\d-/.test(name) && existsSync(join(folder, name, 'package.json')),
    )
    .sort()
    .map((name) => ({
      number: name.slice(0, 2),
      slug: name.slice(3),
      name,
      dir: join(folder, name),
    }));
}

/** The folder of the chapter called `wanted` (number, slug or name), or of the newest. */
export function findFolder(wanted) {
  const folders = listFolders();
  if (wanted === undefined) return folders.at(-1);

  const found = folders.find(({ number, slug, name }) =>
    [number, String(Number(number)), slug, name].includes(wanted),
  );
  if (found) return found;

  const names = folders.map(({ name }) => name).join(', ');
  throw userError(`There is no chapter "${wanted}". There are: ${names}.`);
}

/** The chapter's manifest: at least title, part, idea and minutes. */
export function readManifest({ name, dir }) {
  const where = `chapters/${name}/chapter.json`;
  const manifest = readJson(join(dir, 'chapter.json'), where);
  const fields = { title: 'string', part: 'string', idea: 'string' };

  for (const [field, type] of Object.entries({
    ...fields,
    minutes: 'number',
  })) {
    if (typeof manifest[field] === type) continue;
    throw userError(`${where} lacks ${field}, a ${type}. Mend it there.`);
  }
  return manifest;
}

/** The chapter's package.json. */
export function readPackage({ name, dir }) {
  return readJson(join(dir, 'package.json'), `chapters/${name}/package.json`);
}

function readJson(file, where) {
  if (!existsSync(file)) throw userError(`${where} is missing. Add it.`);
  const value = parseJson(readFileSync(file, 'utf8'), where);
  if (typeof value === 'object' && value !== null) return value;
  throw userError(`${where} holds no object. Mend it there.`);
}

function parseJson(text, where) {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = error.message.replaceAll(/\s+/g, ' ');
    throw userError(`${where} is not JSON: ${why}. Mend it there.`);
  }
}

/** The path of a file in an installed package. */
export function installed(path) {
  const file = join(root, 'node_modules', path);
  if (existsSync(file)) return file;
  throw userError(
    `${path.split('/')[0]} is not installed. Run npm install in ${root}, then try again.`,
  );
}

/** The arguments with which Node runs TypeScript: none where it does so itself. */
export function typescriptArguments() {
  if (process.features.typescript) return [];
  return ['--import', pathToFileURL(installed('tsx/dist/esm/index.mjs')).href];
}

/** The port that `text` names, 3000 for none. */
export function readPort(text = '3000') {
  const port = /^\d+$/.test(text) ? Number(text) : 0;
  if (port > 0 && port < 65_536) return port;
  throw userError(
    `"${text}" is not a port. Use a whole number from 1 to 65535.`,
  );
}

/** The exit code of a process that was started, once it is gone; what would stop this one is passed on to it. */
export function endOf(child) {
  const pass = (signal) => child.kill(signal);
  for (const signal of signals) process.on(signal, pass);
  return new Promise((done) => {
    child.on('close', (code, signal) => {
      for (const one of signals) process.off(one, pass);
      done(signal ? 130 : code);
    });
  });
}

/** Why nobody can listen on `port` of this machine, and what to do, in `what` and `mend`; undefined when one can. */
export function portProblem(port) {
  return new Promise((answer) => {
    const server = createServer()
      .once('error', ({ code }) => answer(explainPort(port, code)))
      .once('listening', () => server.close(() => answer(undefined)))
      .listen(port);
  });
}

function explainPort(port, code) {
  if (code === 'EADDRINUSE') {
    const other = port < 65_535 ? port + 1 : 3000;
    const mend = 'Stop what uses it, or choose another';
    return { what: `port ${port} is in use`, mend, other };
  }
  const what =
    code === 'EACCES'
      ? `port ${port} may not be opened by you`
      : `port ${port} cannot be opened (${code})`;
  return { what, mend: 'Choose another', other: 3000 };
}

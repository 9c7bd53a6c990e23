import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The repository's root folder. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The oldest Node that chapters run on. */
export const oldest = [20, 19];

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

  const found = folders.find(
    ({ number, slug, name }) =>
      [number, slug, name].includes(wanted) ||
      Number(wanted) === Number(number),
  );
  if (found) return found;

  const names = folders.map(({ name }) => name).join(', ');
  throw userError(`There is no chapter "${wanted}". There are: ${names}.`);
}

/** The chapter's manifest. */
export function readManifest({ name, dir }) {
  const file = join(dir, 'chapter.json');
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw userError(
      `chapters/${name}/chapter.json cannot be read: ${error.message}. Mend it there.`,
    );
  }
}

/** The chapter's package.json. */
export function readPackage({ dir }) {
  return JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8'));
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

/** Whether nothing listens on `port` of this machine. */
export function isFree(port) {
  return new Promise((answer) => {
    const server = createServer()
      .once('error', () => answer(false))
      .once('listening', () => server.close(() => answer(true)))
      .listen(port);
  });
}

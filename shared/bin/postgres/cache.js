import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const hour = 3_600_000;

/** Whether this process is root, whose home no other user can read. */
export const isRoot = ({ getuid } = process) => getuid?.() === 0;

/** The folder for what the kit fetches and keeps, one for all copies of the kit; GROUND_UP_CACHE names another. */
export function cacheFolder(system = process) {
  const { env, platform } = system;
  if (env.GROUND_UP_CACHE) return resolve(env.GROUND_UP_CACHE);
  if (platform === 'win32') {
    const local = env.LOCALAPPDATA || join(homedir(), 'AppData', 'Local');
    return join(local, 'ground-up');
  }
  if (isRoot(system)) return '/var/cache/ground-up';
  if (platform === 'darwin') {
    return join(homedir(), 'Library', 'Caches', 'ground-up');
  }
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'ground-up');
}

/**
 * Makes `folder` whole or not at all: `make` fills a draft beside it, which then takes its name.
 * When another process was quicker, that one's folder stays.
 *
 * @param {string} folder
 * @param {(draft: string) => Promise<void>} make
 */
export async function makeWhole(folder, make) {
  const parent = dirname(folder);
  mkdirSync(parent, { recursive: true });
  removeOldDrafts(parent);
  const draft = mkdtempSync(join(parent, 'draft-'));
  try {
    await make(draft);
    if (!existsSync(folder)) rename(draft, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true, maxRetries: 5 });
  }
}

function rename(draft, folder) {
  try {
    renameSync(draft, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
}

/** What a process left that was killed while it made a folder. */
function removeOldDrafts(parent) {
  const drafts = readdirSync(parent)
    .filter((name) => name.startsWith('draft-'))
    .map((name) => join(parent, name))
    .filter((draft) => Date.now() - statSync(draft).mtimeMs > hour);
  for (const draft of drafts) rmSync(draft, { recursive: true, force: true });
}

import { constants, existsSync, readFileSync } from 'node:fs';
import {
  copyFile,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  rename,
  rm,
  symlink,
} from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { interrupted } from '../../bin/interrupt.js';
import type { Placed } from '../lock.ts';
import { UserError } from '../user-error.ts';

interface Options {
  /** Stops between two packages when it is aborted. By Ctrl-C unless told. */
  signal?: AbortSignal;
  /** Called after each package. */
  onCopied?: (done: number, all: number) => void;
}

/**
 * Copies the packages of `placed` that `dir` does not have in the same version. Each arrives whole or not at all.
 * Throws a UserError when one is not installed where it should come from.
 */
export async function copyPackages(
  dir: string,
  placed: Placed[],
  { signal = interrupted, onCopied }: Options = {},
): Promise<void> {
  const wanted = placed.filter((one) => isWanted(dir, one));
  if (wanted.length === 0) return;

  const folder = join(dir, 'node_modules');
  await mkdir(folder, { recursive: true });
  const half = await mkdtemp(join(folder, '.copying-'));
  let done = 0;

  try {
    await inParallel(wanted, async (one) => {
      signal.throwIfAborted();
      await copyPackage(one, copyOf(half, one));
      done += 1;
      onCopied?.(done, wanted.length);
    });
    for (const one of wanted) await move(copyOf(half, one), dir, one);
    for (const one of placed) await linkCommands(dir, one);
  } finally {
    await rm(half, { recursive: true, force: true });
  }
}

function isWanted(dir: string, placed: Placed): boolean {
  const { location, entry } = placed;
  if (versionIn(join(dir, location)) === entry.version) return false;
  if (versionIn(installed(placed)) === entry.version) return true;
  if (entry.optional) return false;

  throw new UserError(
    `${packageName(location)} ${entry.version} is not installed in ${resolve(placed.source.dir)}. Run npm install there, then try again.`,
  );
}

function installed({ source, installedAt }: Placed): string {
  return join(source.dir, installedAt);
}

function versionIn(folder: string): string | undefined {
  const file = join(folder, 'package.json');
  try {
    const { version } = JSON.parse(readFileSync(file, 'utf8')) as {
      version?: string;
    };
    return version;
  } catch {
    return undefined;
  }
}

function copyOf(half: string, { location }: Placed): string {
  return join(half, location.replaceAll('/', '+'));
}

/** A package's own node_modules are packages with places of their own. */
async function copyPackage(placed: Placed, copy: string): Promise<void> {
  const from = installed(placed);
  const inner = join(from, 'node_modules');

  await cp(from, copy, {
    recursive: true,
    verbatimSymlinks: true,
    mode: constants.COPYFILE_FICLONE,
    filter: (path) => path !== inner,
  });
}

async function move(copy: string, dir: string, { location }: Placed) {
  const target = join(dir, location);
  const inner = join(target, 'node_modules');
  await mkdir(dirname(target), { recursive: true });
  if (existsSync(inner)) await rename(inner, join(copy, 'node_modules'));
  await rm(target, { recursive: true, force: true });
  await rename(copy, target);
}

/** Puts a package's commands into `.bin` as npm does: links, or on Windows the small scripts that npm wrote. */
async function linkCommands(dir: string, placed: Placed): Promise<void> {
  const { location, entry } = placed;
  if (!entry.bin || !existsSync(join(dir, location))) return;

  const bin = join(modulesFolder(dir, location), '.bin');
  await mkdir(bin, { recursive: true });
  for (const [name, path] of Object.entries(entry.bin)) {
    if (process.platform === 'win32') await copyScripts(placed, bin, name);
    else await link(bin, name, packageName(location), path);
  }
}

async function link(bin: string, name: string, owner: string, path: string) {
  const file = join(bin, name);
  await rm(file, { force: true });
  await symlink(join('..', owner, path), file);
}

async function copyScripts(placed: Placed, bin: string, name: string) {
  const { source, installedAt } = placed;
  const from = join(modulesFolder(source.dir, installedAt), '.bin');
  const scripts = [name, `${name}.cmd`, `${name}.ps1`];

  for (const script of existsSync(from) ? await readdir(from) : []) {
    if (scripts.includes(script)) {
      await copyFile(join(from, script), join(bin, script));
    }
  }
}

function modulesFolder(dir: string, location: string): string {
  return join(dir, location.slice(0, -packageName(location).length));
}

function packageName(location: string): string {
  return location.slice(
    location.lastIndexOf('node_modules/') + 'node_modules/'.length,
  );
}

async function inParallel<Item>(
  items: Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = [...items];
  const worker = async () => {
    for (let item = queue.shift(); item; item = queue.shift()) await work(item);
  };
  const all = await Promise.allSettled(Array.from({ length: 8 }, worker));

  const failed = all.find(({ status }) => status === 'rejected');
  if (failed) throw (failed as PromiseRejectedResult).reason;
}

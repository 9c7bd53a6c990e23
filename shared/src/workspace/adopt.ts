import { existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { untilStopped } from '../../bin/interrupt.js';
import { findChapter, listChapters, readJson } from '../chapters.ts';
import type { PackageJson } from '../lock.ts';
import { UserError } from '../user-error.ts';
import {
  findWorkspace,
  isInWorkspace,
  readState,
  stateFile,
  stateText,
} from '../workspace.ts';
import { writeFiles } from '../write.ts';
import { buildWorkspace } from './build.ts';
import { packageJsonOf, preparedOf, readPaths } from './files.ts';
import {
  mergePackageJson,
  packageJsonText,
  readPackageJson,
} from './manifest.ts';
import { requireGit } from './repository.ts';

/**
 * Makes the folder that a page of the site has exported (its `.ground-up.json` names no kit yet) a workspace of this kit,
 * as `start` makes one: the chapter's start is its first commit, and what the reader wrote stays as it is, uncommitted.
 * Does nothing anywhere else. Throws a UserError for a folder that has a repository already.
 */
export async function adoptExported(from = process.cwd()): Promise<void> {
  if (!isInWorkspace(from)) return;
  const dir = findWorkspace(from);
  const state = readState(join(dir, stateFile));
  if (state.kit !== '') return;

  requireGit();
  if (existsSync(join(dir, '.git'))) {
    throw new UserError(
      `${dir} has a repository of its own already. Unpack the zip into a new folder, then try again.`,
    );
  }
  const chapters = listChapters();
  const chapter = findChapter(chapters, state.chapter);
  const own = readPackageJson(dir);
  const half = mkdtempSync(join(dirname(dir), '.ground-up-'));
  try {
    const name = basename(dir);
    const options = { chapters, chapter, name, packages: dir };
    const built = await untilStopped(() => buildWorkspace(half, options));
    const prepared = preparedOf(chapter);
    const there = readPaths(dir, prepared.keys());
    const theirs = packageJsonOf(chapter);
    const base = readJson(
      join(chapter.dir, 'package.json'),
      `chapters/${chapter.name}/package.json`,
    ) as PackageJson;
    const { manifest } = mergePackageJson(own, base, theirs);

    renameSync(join(half, '.git'), join(dir, '.git'));
    writeFiles(dir, [
      ...[...prepared].filter(([path]) => !there.has(path)),
      ['package.json', packageJsonText(manifest)],
      ...readPaths(half, ['package-lock.json']),
      [stateFile, stateText(built)],
    ]);
  } finally {
    rmSync(half, { recursive: true, force: true, maxRetries: 3 });
  }
  console.log(`This folder is a workspace of the kit now: ${dir}`);
}

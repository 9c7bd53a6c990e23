import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { git } from '../git.ts';
import { UserError } from '../user-error.ts';
import { type Files, isCode } from '../chapters.ts';
import { readFolders, readPaths } from './files.ts';

/** Throws a UserError when there is no git. */
export function requireGit(): void {
  git(process.cwd(), '--version');
}

/** Makes a repository in `dir`. */
export function initRepository(dir: string): void {
  forgetOtherRepository();
  git(dir, '-c', 'init.defaultBranch=main', 'init', '--quiet');
}

/** Throws a UserError unless `dir` is a repository's own folder in which nothing is half merged. */
export function requireRepository(dir: string): void {
  forgetOtherRepository();
  if (!existsSync(join(dir, '.git'))) {
    throw new UserError(
      `${dir} is not a git repository any more. Run git init there, then try again.`,
    );
  }

  const underWay = ['MERGE_HEAD', 'rebase-merge', 'rebase-apply'].concat(
    'CHERRY_PICK_HEAD',
    'REVERT_HEAD',
  );
  const asked = underWay.flatMap((name) => ['--git-path', name]);
  const paths = git(dir, 'rev-parse', ...asked)
    .trim()
    .split('\n');
  const isUnderWay = paths.some((path) => existsSync(join(dir, path)));
  if (isUnderWay || git(dir, 'ls-files', '--unmerged') !== '') {
    throw new UserError(
      'A git merge or rebase is under way. Finish or abort it (git status says how), then try again.',
    );
  }
}

/**
 * Commits everything in `dir`; what stands at the paths of `overwritten` even where git ignores it. Gives the commit,
 * or undefined when there was nothing to commit.
 */
export function commitAll(
  dir: string,
  message: string,
  overwritten: Iterable<string> = [],
): string | undefined {
  git(dir, 'add', '--all');
  const there = [...overwritten].flatMap((path) => findThere(dir, path) ?? []);
  if (there.length > 0) {
    const paths = new Set(there);
    git(dir, '--literal-pathspecs', 'add', '--force', '--', ...paths);
  }
  if (git(dir, 'status', '--porcelain') === '') return undefined;

  lendIdentity(dir);
  git(dir, 'commit', '--quiet', '--no-verify', '--no-gpg-sign', '-m', message);
  return head(dir);
}

/** What a write to `path` would lose: the file there, or one that stands where a folder has to be. */
function findThere(dir: string, path: string): string | undefined {
  const names = path.split('/');
  for (let count = 1; count <= names.length; count += 1) {
    const part = names.slice(0, count).join('/');
    const found = lstatSync(join(dir, part), { throwIfNoEntry: false });
    if (!found) return undefined;
    if (!found.isDirectory() || part === path) return part;
  }
  return undefined;
}

/** The newest commit. */
export function head(dir: string): string {
  return git(dir, 'rev-parse', 'HEAD').trim();
}

/** Makes files and index what they were in `commit`; HEAD stays. Everything must be committed. */
export function restoreTree(dir: string, commit: string): void {
  git(dir, 'read-tree', '--reset', '-u', commit);
}

/** The paths of all files in `commit`. */
export function pathsOf(dir: string, commit: string): string[] {
  const list = git(dir, 'ls-tree', '-r', '-z', '--name-only', commit);
  return list.split('\0').filter((path) => path !== '');
}

/** Whether `commit` is in the repository. */
export function hasCommit(dir: string, commit: string): boolean {
  return hasObject(dir, `${commit}^{commit}`);
}

/** Whether an object of this name is in the repository. */
export function hasObject(dir: string, name: string): boolean {
  try {
    git(dir, 'cat-file', '-e', name);
    return true;
  } catch {
    return false;
  }
}

/** A commit as people write it. */
export function short(commit: string): string {
  return commit.slice(0, 7);
}

/** Where conflict markers stand: `src/app.ts:12`, one for each conflict. */
export function findMarkers(files: Files): string[] {
  return [...files].flatMap(([path, text]) => {
    if (!/^={7}$/m.test(text) || !/^>{7} /m.test(text)) return [];
    return text
      .split('\n')
      .flatMap((line, index) =>
        line.startsWith('<<<<<<< ') ? [`${path}:${index + 1}`] : [],
      );
  });
}

/** Throws a UserError that names the conflict markers in the workspace `dir`, and what to do `then`. */
export function refuseMarkers(dir: string, then = 'try again'): void {
  const files = [
    ...readFolders(dir, ['src', 'tests', 'exercises', '.github']),
    ...readPaths(dir, filesIn(dir)),
  ];
  const places = findMarkers(new Map(files));
  if (places.length === 0) return;

  throw new UserError(
    `There are conflicts at ${places.join(', ')}. Choose what stays, take the lines <<<<<<<, ======= and >>>>>>> out, then ${then}.`,
  );
}

/** The names of the files in `dir` itself that a chapter may have put there. */
function filesIn(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'package-lock.json')
    .map(({ name }) => name)
    .filter((name) => isCode(name));
}

/** A hook or a script that called us may have named another repository. */
function forgetOtherRepository(): void {
  for (const name of ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE']) {
    delete process.env[name];
  }
}

/** Without a git identity commits fail: these get one, and nothing is configured. */
function lendIdentity(dir: string): void {
  for (const role of ['AUTHOR', 'COMMITTER']) {
    try {
      git(dir, 'var', `GIT_${role}_IDENT`);
    } catch {
      process.env[`GIT_${role}_NAME`] ??= 'Ground Up';
      process.env[`GIT_${role}_EMAIL`] ??= 'ground-up@localhost';
    }
  }
}

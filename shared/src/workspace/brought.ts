import { join } from 'node:path';
import {
  type Chapter,
  chapterBefore,
  type Files,
  parseJson,
} from '../chapters.ts';
import { git } from '../git.ts';
import type { PackageJson } from '../lock.ts';
import { UserError } from '../user-error.ts';
import { kitVersion, scratchFolder, type Workspace } from '../workspace.ts';
import { writeFiles } from '../write.ts';
import { codeOf, packageJsonOf, preparedOf } from './files.ts';
import { hasObject } from './repository.ts';

/** What the kit brings for a chapter, as it was at one time. */
export interface Brought {
  chapter: string;
  /** The code of the chapter before. */
  starter: Files;
  /** Tests, settings, requests, exercises. */
  prepared: Files;
  manifest: PackageJson;
}

/** What the kit brings for `chapter` now. */
export function broughtNow(chapters: Chapter[], chapter: Chapter): Brought {
  return {
    chapter: chapter.number,
    starter: codeOf(chapterBefore(chapters, chapter)),
    prepared: preparedOf(chapter),
    manifest: packageJsonOf(chapter),
  };
}

/**
 * Keeps `brought` in the repository of the workspace `dir`, under a reference of its own, and gives the object's name:
 * a hash of all of it.
 */
export function keepBrought(dir: string, brought: Brought): string {
  const file = join(scratchFolder(dir), 'brought.json');
  writeFiles(dir, [['.ground-up/brought.json', textOf(brought)]]);
  const id = git(dir, 'hash-object', '-w', '--no-filters', file).trim();
  git(dir, 'update-ref', `refs/ground-up/${id}`, id);
  return id;
}

/** What was brought for the workspace's chapter; undefined when that is not known: an older kit, another repository. */
export function readBrought({
  dir,
  state,
  chapter,
}: Workspace): Brought | undefined {
  const id = state.brought?.now;
  if (!id || !hasObject(dir, id)) return undefined;

  const { starter, prepared, ...rest } = parseJson(
    git(dir, 'cat-file', 'blob', id),
    id,
  ) as Record<'starter' | 'prepared', [string, string][]> &
    Pick<Brought, 'chapter' | 'manifest'>;
  if (rest.chapter !== chapter.number) return undefined;
  return { ...rest, starter: new Map(starter), prepared: new Map(prepared) };
}

/** Which files of the chapter are not what was brought: paths; none when it is not known what was brought. */
export function changedSince(workspace: Workspace): string[] {
  const then = readBrought(workspace);
  if (!then) return [];

  const now = broughtNow(workspace.chapters, workspace.chapter);
  const files = (['prepared', 'starter'] as const).flatMap((what) =>
    [...new Set([...then[what].keys(), ...now[what].keys()])].filter(
      (path) => then[what].get(path) !== now[what].get(path),
    ),
  );
  const isSame = JSON.stringify(then.manifest) === JSON.stringify(now.manifest);
  return [...files, ...(isSame ? [] : ['package.json'])].sort();
}

/** Says what has changed in the chapter since it was brought, and what to do; undefined when nothing has. */
export function newsOf(workspace: Workspace): string | undefined {
  const changed = changedSince(workspace);
  if (changed.length === 0) return undefined;

  const { state, chapter } = workspace;
  const versions =
    state.version === kitVersion()
      ? ''
      : ` by kit ${state.version} (this is ${kitVersion()})`;
  return `Chapter ${chapter.number} has changed since it was brought here${versions}: ${changed.join(', ')}. npm run update merges that into your work.`;
}

/** Throws a UserError when the chapter has changed since it was brought: a merge would have a wrong base. */
export function refuseOld(workspace: Workspace): void {
  const news = newsOf(workspace);
  if (news) throw new UserError(`${news} Do that first.`);
}

function textOf({ starter, prepared, ...rest }: Brought): string {
  return JSON.stringify({
    ...rest,
    starter: [...starter],
    prepared: [...prepared],
  });
}

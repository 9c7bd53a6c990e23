import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readBug } from './bug.ts';
import {
  type Chapter,
  chapterBefore,
  type Files,
  isCode,
  readCode,
} from './chapters.ts';
import { followBlock, followBug, followHunk, followPatch } from './follow.ts';
import { git } from './git.ts';
import { hunksBetween } from './hunks.ts';
import { type Kit, readExercises, readLessonFile } from './kit.ts';
import { quotedFile, readLesson } from './lesson.ts';
import { mergeFiles } from './merge.ts';
import { titlesOf } from './titles.ts';
import { UserError } from './user-error.ts';
import { writeFiles } from './write.ts';

export interface Carried {
  /** Paths from the kit's root that were merged, in order. */
  merged: string[];
  /** `chapters/04-errors/src/app.ts:12` of each conflict; the chapters after it are untouched. */
  conflicts: string[];
  /** The chapter in which it stopped. */
  stoppedAt: Chapter | undefined;
  /** What a person should look at: a sentence each. */
  remarks: string[];
  /** The chapters whose code is other than it was. */
  changed: Chapter[];
}

interface Version {
  chapter: Chapter;
  old: Files;
  now: Files;
}

/**
 * Merges what changed in `chapter` since `commit` into every later chapter, each from the one before it, and brings
 * lessons, notes, hints and solutions along. Writes all that merged; stops behind the first chapter with a conflict, its
 * markers in place. Throws a UserError, with nothing written, when there is nothing to carry or a later chapter has
 * changes that are not committed.
 */
export function carry(kit: Kit, chapter: Chapter, commit: string): Carried {
  const later = kit.chapters.slice(
    kit.chapters.findIndex(({ name }) => name === chapter.name) + 1,
  );
  findCommit(kit, commit);
  refuseDirty(kit, later);

  const versions = [firstVersion(kit, chapter, commit)];
  const carried: Carried = {
    merged: [],
    conflicts: [],
    stoppedAt: undefined,
    remarks: [],
    changed: [],
  };
  for (const next of later) {
    const before = versions.at(-1) as Version;
    const old = readCode(next.dir);
    const labels = { ours: next.name, theirs: before.chapter.name };
    const merges = mergeFiles(old, before.old, before.now, labels);
    carried.remarks.push(...lostEdits(next, old, before));
    if (merges.length === 0) break;

    const now = new Map(old);
    for (const { path, text, conflictAt } of merges) {
      if (text === undefined) now.delete(path);
      else now.set(path, text);
      carried.merged.push(`chapters/${next.name}/${path}`);
      if (conflictAt)
        carried.conflicts.push(`chapters/${next.name}/${path}:${conflictAt}`);
    }
    versions.push({ chapter: next, old, now });
    if (carried.conflicts.length > 0) {
      carried.stoppedAt = next;
      break;
    }
  }

  carried.changed = versions.map((version) => version.chapter);
  writeFiles(kit.root, [
    ...codeWrites(versions),
    ...lessonWrites(kit, versions, carried, commit),
  ]);
  return carried;
}

/** Files that were edited and are gone in the next chapter: where their lines went, nobody can tell. */
function lostEdits(next: Chapter, code: Files, { old, now }: Version) {
  return [...now]
    .filter(
      ([path, text]) =>
        old.has(path) && old.get(path) !== text && !code.has(path),
    )
    .map(
      ([path]) =>
        `chapters/${next.name}: ${path} is gone there, so the edit of it ends before. If its lines have moved, edit them there, then carry ${next.number}.`,
    );
}

function refuseDirty(kit: Kit, chapters: Chapter[]): void {
  if (chapters.length === 0) return;
  const paths = chapters.map(({ name }) => `chapters/${name}`);
  const [first] = git(kit.root, 'status', '--porcelain', '--', ...paths).split(
    '\n',
  );
  if (first) {
    throw new UserError(
      `${first.slice(3)} has changes that are not committed. Commit or undo them, then carry again.`,
    );
  }
}

/** The chapter's code as it was in `commit` and as it is. Throws a UserError when that is the same, or not resolved. */
function firstVersion(kit: Kit, chapter: Chapter, commit: string): Version {
  const folder = `chapters/${chapter.name}`;
  const version = versionSince(kit, chapter, commit);
  const { old, now } = version;
  const paths = [...new Set([...old.keys(), ...now.keys()])];
  if (paths.every((path) => old.get(path) === now.get(path))) {
    throw new UserError(
      `The code of ${folder} is as it was in ${commit}. Edit it first, or name an older commit with --from.`,
    );
  }

  const marked = [...now].find(([, text]) => /^<{7} /m.test(text));
  if (marked) {
    throw new UserError(
      `${folder}/${marked[0]} still holds conflict markers. Resolve them, then carry again.`,
    );
  }
  return version;
}

function versionSince(kit: Kit, chapter: Chapter, commit: string): Version {
  const folder = `chapters/${chapter.name}`;
  const now = readCode(chapter.dir);
  const old = new Map(now);
  const list = (...argv: string[]) =>
    git(kit.root, ...argv, '--', folder)
      .split('\n')
      .filter(Boolean);
  const changed = list('diff', '--name-only', '--no-renames', commit);
  const fresh = list('ls-files', '--others', '--exclude-standard');
  const there = new Set(list('ls-tree', '-r', '--name-only', commit));

  for (const file of [...changed, ...fresh]) {
    const path = file.slice(folder.length + 1);
    if (there.has(file) && isCode(path)) {
      old.set(path, git(kit.root, 'show', `${commit}:${file}`));
    } else {
      old.delete(path);
    }
  }
  return { chapter, old, now };
}

/** The commit's hash. Throws a UserError when git knows no such commit. */
function findCommit(kit: Kit, name: string): string {
  const commit = `${name}^{commit}`;
  try {
    return git(
      kit.root,
      'rev-parse',
      '--verify',
      '--end-of-options',
      commit,
    ).trim();
  } catch (error) {
    if (!String(error).includes('Needed a single revision')) throw error;
    throw new UserError(
      `There is no commit "${name}". Name one that git log shows.`,
    );
  }
}

function codeWrites(versions: Version[]): [string, string | undefined][] {
  return versions.slice(1).flatMap(({ chapter, old, now }) => {
    const paths = [...new Set([...old.keys(), ...now.keys()])].filter(
      (path) => old.get(path) !== now.get(path),
    );
    return paths.map(
      (path) =>
        [`chapters/${chapter.name}/${path}`, now.get(path)] as [
          string,
          string | undefined,
        ],
    );
  });
}

function lessonWrites(
  kit: Kit,
  versions: Version[],
  carried: Carried,
  commit: string,
): [string, string][] {
  const last = versions.at(-1) as Version;
  const after =
    kit.chapters[
      kit.chapters.findIndex(({ name }) => name === last.chapter.name) + 1
    ];
  const code: Files =
    after && !carried.stoppedAt
      ? readCode(after.dir)
      : new Map<string, string>();
  const all =
    after && !carried.stoppedAt
      ? [...versions, { chapter: after, old: code, now: code }]
      : versions;

  return all.flatMap((version) => {
    if (version.chapter.name === carried.stoppedAt?.name) return [];
    const before = chapterBefore(kit.chapters, version.chapter);
    const known = all.find(({ chapter }) => chapter.name === before?.name);
    const nothing: Files = new Map<string, string>();
    const previous =
      known ??
      (before
        ? versionSince(kit, before, commit)
        : { old: nothing, now: nothing });
    const folder = `chapters/${version.chapter.name}`;

    return [
      [
        `${folder}/README.md`,
        followLesson(kit, version, previous, carried.remarks),
      ],
      [
        `${folder}/chapter.json`,
        followNotes(version, previous, before, carried.remarks),
      ],
      [`${folder}/hints.yml`, followHints(kit, version)],
      ...followSolutions(kit, version, carried.remarks),
    ].filter((write): write is [string, string] => write[1] !== undefined);
  });
}

type Pair = Pick<Version, 'old' | 'now'>;

function followLesson(
  kit: Kit,
  { chapter, old, now }: Version,
  before: Pair,
  remarks: string[],
): string | undefined {
  if (!existsSync(join(chapter.dir, 'README.md'))) return undefined;

  const lesson = readLessonFile(kit, chapter, 'README.md');
  const lines = lesson.split('\n');
  for (const { info, text, line } of readLesson(lesson).fences.toReversed()) {
    const path = quotedFile(info);
    const isBug = info.startsWith('diff bug ');
    if (path === undefined && !isBug) continue;

    const fresh = isBug
      ? followBugFence(kit, chapter, text, { old, now })
      : followFence(
          text,
          path ?? '',
          path?.endsWith('@before') ? before : { old, now },
        );
    if (fresh === undefined)
      remarks.push(
        `chapters/${chapter.name}/README.md:${line}: look at this code block: the edit met it.`,
      );
    else if (fresh !== text)
      lines.splice(line, text.split('\n').length, ...fresh.split('\n'));
  }

  const written = lines.join('\n');
  return written === lesson ? undefined : written;
}

function followFence(
  text: string,
  path: string,
  { old, now }: Pair,
): string | undefined {
  const file = path.replace('@before', '');
  const next = now.get(file) ?? '';
  if (`\n${next}`.includes(`\n${text}\n`)) return text;

  return followBlock(text, old.get(file) ?? '', next);
}

function followBugFence(
  kit: Kit,
  chapter: Chapter,
  text: string,
  { old, now }: Pair,
): string | undefined {
  const bug = readBug(kit, chapter);
  const next = now.get(bug.path) ?? '';
  if (`\n${next}`.split(`\n${bug.before}\n`).length === 2) return text;

  const followed = followBug(bug, old, now);
  if (!followed) return undefined;

  const [before, after] = followed.map((side) => side.split('\n')) as [
    string[],
    string[],
  ];
  const hunks = hunksBetween(`${before.join('\n')}\n`, `${after.join('\n')}\n`);
  const lines: string[] = [];
  let at = 0;
  for (const { beforeStart, beforeLines, afterLines } of hunks) {
    lines.push(...before.slice(at, beforeStart - 1).map((line) => ` ${line}`));
    lines.push(
      ...beforeLines.map((line) => `-${line}`),
      ...afterLines.map((line) => `+${line}`),
    );
    at = beforeStart - 1 + beforeLines.length;
  }
  return [...lines, ...before.slice(at).map((line) => ` ${line}`)].join('\n');
}

/** The manifest with each note under the key that its hunk has now. Its text is kept but for those keys. */
function followNotes(
  { chapter, old, now }: Version,
  before: Pair,
  previous: Chapter | undefined,
  remarks: string[],
): string | undefined {
  if (!previous) return undefined;

  const file = join(chapter.dir, 'chapter.json');
  const text = readFileSync(file, 'utf8');
  let written = text;
  for (const [path, notes] of Object.entries(chapter.manifest.changes)) {
    if (typeof notes === 'string') continue;
    const oldHunks = hunksBetween(
      before.old.get(path) ?? '',
      old.get(path) ?? '',
    );
    const hunks = hunksBetween(before.now.get(path) ?? '', now.get(path) ?? '');

    for (const key of Object.keys(notes)) {
      const hunk = oldHunks.find((one) => one.key === key);
      const followed =
        hunk &&
        followHunk(hunk, old.get(path) ?? '', now.get(path) ?? '', hunks);
      const isOrphan = !hunk && !hunks.some((one) => one.key === key);
      if (isOrphan || (hunk && followed === undefined)) {
        remarks.push(
          `chapters/${chapter.name}/chapter.json: ${path}: the hunk ${JSON.stringify(key)} is gone; remove its note.`,
        );
      } else if (followed !== undefined && followed !== key) {
        written = written.replace(
          `${JSON.stringify(key)}:`,
          () => `${JSON.stringify(followed)}:`,
        );
      }
    }
  }

  return written === text ? undefined : written;
}

/** The hints with the titles that their tests have now. */
function followHints(
  kit: Kit,
  { chapter, old, now }: Version,
): string | undefined {
  if (!existsSync(join(chapter.dir, 'hints.yml'))) return undefined;

  const text = readLessonFile(kit, chapter, 'hints.yml');
  let written = text;
  for (const [path, source] of old) {
    if (!path.startsWith('tests/') || now.get(path) === source) continue;
    const titles = titlesOf(now.get(path) ?? '');
    const oldTitles = titlesOf(source);
    if (titles.length !== oldTitles.length) continue;

    oldTitles.forEach(({ title }, index) => {
      const fresh = titles[index]?.title ?? title;
      if (fresh !== title) written = written.replace(title, () => fresh);
    });
  }
  return written === text ? undefined : written;
}

function followSolutions(
  kit: Kit,
  { chapter, old, now }: Version,
  remarks: string[],
): [string, string][] {
  return readExercises(kit, chapter).flatMap(({ number, patch }) => {
    const path = `chapters/${chapter.name}/exercises/${number}/solution.patch`;
    const touched = [...old].some(
      ([file, text]) => patch.includes(`a/${file}`) && now.get(file) !== text,
    );
    if (!touched) return [];

    const followed = followPatch(patch, old, now);
    if (followed === undefined)
      remarks.push(`${path}: make it again: the edit met it.`);
    return followed === undefined ? [] : [[path, followed] as [string, string]];
  });
}

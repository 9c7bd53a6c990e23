import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { type Chapter, readCode } from '../../shared/src/chapters.ts';
import { type Kit, readLessonFile } from '../../shared/src/kit.ts';
import { readLesson } from '../../shared/src/lesson.ts';
import type { FileChange } from '../../shared/src/diff.ts';
import { UserError } from '../../shared/src/user-error.ts';
import { anchorOfFile } from './diff-page.ts';
import type { LessonLinks } from './types.ts';

/** Where on the site a file of the repository (path from its root) can be read. */
export type AddressOf = (path: string) => string;

/**
 * The links of a lesson that leave Markdown behind, with their addresses on the site: code goes to the diff page of the
 * chapter that changed the file last, any other file to `addressOf`. Throws a UserError for a link to nothing.
 */
export function linksOfLesson(
  kit: Kit,
  chapter: Chapter,
  changes: Map<string, FileChange[]>,
  addressOf: AddressOf,
): LessonLinks {
  const file = `chapters/${chapter.name}/README.md`;
  const text = readLessonFile(kit, chapter, 'README.md');
  const { links, fences } = readLesson(text);
  const addresses: Record<string, string> = {};

  for (const { url, line } of links) {
    if (/^([a-z][a-z+.-]*:|#|\/)/i.test(url)) continue;

    const [path = '', hash = ''] = url.split('#');
    const target = posix.normalize(`chapters/${chapter.name}/${path}`);
    if (isLesson(target)) continue;
    if (!existsSync(join(kit.root, target))) {
      throw new UserError(
        `${file}:${line}: ${url} leads to nothing. Mend the link.`,
      );
    }
    addresses[url] =
      codeAddress(kit, target, changes) ??
      addressOf(withReadme(kit, target)) + (hash && `#${hash}`);
  }

  const starts: Record<string, number> = {};
  const fresh: Record<string, string> = {};
  for (const { info, text } of fences) {
    const start = findStart(kit, chapter, info, text);
    if (!start) continue;
    starts[`${info}\n${text}`] = start;
    const lines = freshLines(
      changes.get(chapter.name) ?? [],
      info.split(' ')[1] ?? '',
      start,
      text.split('\n').length,
    );
    if (chapter !== kit.chapters[0]) fresh[`${info}\n${text}`] = lines;
  }

  return { name: chapter.name, links: addresses, starts, fresh };
}

/** The diff page that shows a file of a chapter as it is there. */
function codeAddress(
  { chapters }: Kit,
  target: string,
  changes: Map<string, FileChange[]>,
): string | undefined {
  const [, name, path = ''] = /^chapters\/([^/]+)\/(.+)$/.exec(target) ?? [];
  const at = chapters.findIndex((chapter) => chapter.name === name);
  const last = chapters
    .slice(0, at + 1)
    .findLast((chapter) =>
      changes.get(chapter.name)?.some((change) => change.path === path),
    );
  if (!last) return undefined;

  return `/learn/${last.slug}/diff#${anchorOfFile(path)}`;
}

/** The line at which a fence `ts path` or `ts path@before` starts in its file. */
function findStart(
  { chapters }: Kit,
  chapter: Chapter,
  info: string,
  text: string,
): number | undefined {
  const [, path = '', before] = /^\w+ ([^\s@]+)(@before)?$/.exec(info) ?? [];
  const owner = before ? chapters[chapters.indexOf(chapter) - 1] : chapter;
  if (!path || !owner) return undefined;

  const source = readCode(owner.dir).get(path);
  const at = `\n${source}`.indexOf(`\n${text}\n`);
  if (source === undefined || at < 0) return undefined;
  return source.slice(0, at).split('\n').length;
}

/** Which of `length` lines of a file, from `start` on, a chapter adds or changes: counted from 1, `1-3,5`. */
function freshLines(
  changes: FileChange[],
  path: string,
  start: number,
  length: number,
): string {
  const hunks = changes.find((change) => change.path === path)?.hunks ?? [];
  const isFresh = (line: number) =>
    hunks.some(
      ({ afterStart, afterLines }) =>
        line >= afterStart && line < afterStart + afterLines.length,
    );
  const ranges: [first: number, last: number][] = [];
  for (let at = 1; at <= length; at += 1) {
    const last = ranges.at(-1);
    if (!isFresh(start + at - 1)) continue;
    if (last && last[1] === at - 1) last[1] = at;
    else ranges.push([at, at]);
  }
  return ranges
    .map(([first, last]) => (first === last ? first : `${first}-${last}`))
    .join(',');
}

function isLesson(target: string): boolean {
  return /^chapters\/[^/]+\/README\.md$/.test(target);
}

function withReadme(kit: Kit, target: string): string {
  const readme = posix.join(target, 'README.md');
  return existsSync(join(kit.root, readme)) ? readme : target;
}

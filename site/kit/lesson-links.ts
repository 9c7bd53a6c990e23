import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { type Chapter, readCode } from '../../shared/src/chapters.ts';
import { type Kit, readLessonFile } from '../../shared/src/kit.ts';
import { readLesson } from '../../shared/src/lesson.ts';
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
  changed: Map<string, Set<string>>,
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
      codeAddress(kit, target, changed) ??
      addressOf(withReadme(kit, target)) + (hash && `#${hash}`);
  }

  const starts: Record<string, number> = {};
  for (const { info, text } of fences) {
    const start = findStart(kit, chapter, info, text);
    if (start) starts[`${info}\n${text}`] = start;
  }

  return { name: chapter.name, links: addresses, starts };
}

/** The diff page that shows a file of a chapter as it is there. */
function codeAddress(
  { chapters }: Kit,
  target: string,
  changed: Map<string, Set<string>>,
): string | undefined {
  const [, name, path = ''] = /^chapters\/([^/]+)\/(.+)$/.exec(target) ?? [];
  const at = chapters.findIndex((chapter) => chapter.name === name);
  const last = chapters
    .slice(0, at + 1)
    .findLast((chapter) => changed.get(chapter.name)?.has(path));
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

function isLesson(target: string): boolean {
  return /^chapters\/[^/]+\/README\.md$/.test(target);
}

function withReadme(kit: Kit, target: string): string {
  const readme = posix.join(target, 'README.md');
  return existsSync(join(kit.root, readme)) ? readme : target;
}

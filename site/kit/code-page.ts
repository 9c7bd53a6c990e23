import {
  type Chapter,
  chapterBefore,
  readCode,
} from '../../shared/src/chapters.ts';
import { toLines } from '../../shared/src/hunks.ts';
import { type Kit, readHints, readLessonFile } from '../../shared/src/kit.ts';
import { readLesson } from '../../shared/src/lesson.ts';
import { titlesOf } from '../../shared/src/titles.ts';
import { anchorOfFile } from './diff-page.ts';
import type { CodePage, HintsPage, Place } from './types.ts';

/** Every file of a snapshot, with the places of lessons that explain it. */
export function toCodePage(kit: Kit, chapter: Chapter): CodePage {
  const files = readCode(chapter.dir);
  const before = chapterBefore(kit.chapters, chapter);
  const old = before ? readCode(before.dir) : new Map<string, string>();
  const places = placesIn(kit, chapter, files);

  return {
    chapter: nameOf(chapter),
    files: [...files].map(([path, text]) => ({
      path,
      anchor: anchorOfFile(path),
      text: text.replace(/\n$/, ''),
      status:
        !before || old.get(path) === text
          ? ''
          : old.has(path)
            ? 'changed'
            : 'new',
      places: places.get(path) ?? [],
    })),
  };
}

/** The tests of a chapter that have hints, file by file. */
export function toHintsPage(kit: Kit, chapter: Chapter): HintsPage {
  const hints = readHints(kit, chapter);
  const files = [...readCode(chapter.dir)]
    .filter(([path]) => path.endsWith('.test.ts'))
    .map(([path, text]) => ({
      path,
      anchor: anchorOfFile(path),
      tests: titlesOf(text)
        .filter(({ title }) => hints[title])
        .map(({ title, line }) => ({ title, line, rungs: hints[title] ?? [] })),
    }));

  return {
    chapter: nameOf(chapter),
    files: files.filter(({ tests }) => tests.length > 0),
  };
}

/** By file: the places in this lesson and in earlier ones whose lines the file still has. */
function placesIn(
  { chapters, root }: Kit,
  chapter: Chapter,
  files: Map<string, string>,
): Map<string, Place[]> {
  const found = new Map<string, Place[]>();

  for (const one of chapters.slice(0, chapters.indexOf(chapter) + 1)) {
    const text = readLessonFile({ chapters, root }, one, 'README.md');
    const headings = headingsOf(text);
    for (const { info, text: lines, line } of readLesson(text).fences) {
      const path = /^\w+ ([^\s@]+)$/.exec(info)?.[1];
      const source = path && files.get(path);
      if (!path || !source) continue;

      const at = `\n${source}`.indexOf(`\n${lines}\n`);
      const heading = headings.findLast((heading) => heading.line < line);
      if (at < 0 || !heading) continue;

      const first = toLines(source.slice(0, at)).length + 1;
      const places = found.get(path) ?? [];
      found.set(path, places);
      places.push({
        ...nameOf(one),
        heading: heading.title,
        hash: heading.anchor,
        first,
        last: first + lines.split('\n').length - 1,
      });
    }
  }

  return found;
}

/** The H2 and H3 of a lesson, with the anchors that GitHub and the site give them. */
function headingsOf(markdown: string) {
  const taken = new Map<string, number>();
  let isCode = false;

  return markdown.split('\n').flatMap((text, index) => {
    if (text.startsWith('```')) isCode = !isCode;
    const [, marks = '', words = ''] = /^(#{1,6}) (.*)$/.exec(text) ?? [];
    if (isCode || !marks) return [];

    const title = words.replaceAll('`', '').trim();
    const slug = title
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-');
    const count = taken.get(slug) ?? 0;
    taken.set(slug, count + 1);
    const anchor = count === 0 ? slug : `${slug}-${count}`;
    return marks.length > 3 || marks.length < 2
      ? []
      : [{ title, anchor, line: index + 1 }];
  });
}

function nameOf({ number, slug, manifest }: Chapter) {
  return { number, slug, title: manifest.title };
}

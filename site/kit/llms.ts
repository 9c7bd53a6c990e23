import { join } from 'node:path';
import { readText } from '../../shared/src/chapters.ts';
import type { Kit } from '../../shared/src/kit.ts';
import { replaceLinks } from './inline.ts';
import type { LessonLinks } from './types.ts';

/** A lesson as plain Markdown, with `site:` before every address on the site. */
export interface PlainLesson {
  slug: string;
  text: string;
}

/** The lessons without the marks of their generated parts, so that a program reads nothing but the lesson. */
export function derivePlainLessons(
  kit: Kit,
  lessons: LessonLinks[],
): PlainLesson[] {
  return kit.chapters.map(({ name, slug, dir }) => {
    const links = lessons.find((lesson) => lesson.name === name)?.links ?? {};
    const addressOf = (url: string) => {
      const known = links[url]?.replace(/^file:/, '/');
      const lesson = url.replace(
        /^\.\.\/\d\d-([^/]+)\/README\.md/,
        '/learn/$1.md',
      );
      const address = known ?? lesson;
      return address.startsWith('/') ? `site:${address}` : address;
    };

    const lesson = readText(join(dir, 'README.md'));
    const text = replaceLinks(
      lesson.replaceAll(/^<!-- (?:kit:.*|\/kit) -->\n\n?/gm, ''),
      addressOf,
    );
    return { slug, text };
  });
}

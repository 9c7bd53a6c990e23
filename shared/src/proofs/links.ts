import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Chapter } from '../chapters.ts';
import type { Kit } from '../kit.ts';
import { readLesson } from '../lesson.ts';
import { lessonOf } from './lesson-of.ts';
import { type Problem, problem } from './proof.ts';

/** Links, images and anchors lead to files of the repository and to headings in them. */
export function links(kit: Kit, chapter: Chapter): Problem[] {
  return lessonOf(kit, chapter).links.flatMap(({ url, line }) => {
    const wrong = whatIsWrong(kit, chapter, url);
    return wrong
      ? [problem(chapter, 'README.md', line, wrong, 'Correct or remove it.')]
      : [];
  });
}

function whatIsWrong(
  kit: Kit,
  chapter: Chapter,
  url: string,
): string | undefined {
  if (/^(https?|mailto):/i.test(url)) return undefined;

  const [path, anchor] = url.split('#').map((part) => decode(part));
  if (path === undefined || (url.includes('#') && anchor === undefined))
    return `the link ${url} has a % that stands for nothing.`;

  const file = join(chapter.dir, path || 'README.md');
  const isOutside = relative(kit.root, file).startsWith('..');
  if (path.startsWith('/') || isOutside || !existsSync(file))
    return `the link ${url} leads nowhere.`;

  if (anchor === undefined || !file.endsWith('.md')) return undefined;
  const { anchors } = readLesson(readFileSync(file, 'utf8'));
  return anchors.includes(anchor)
    ? undefined
    : `the link ${url} leads to no heading of the file.`;
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

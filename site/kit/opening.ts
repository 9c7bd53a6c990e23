import { type Chapter, readCode } from '../../shared/src/chapters.ts';
import { generate } from '../../shared/src/generate.ts';
import { type Kit, readRecorded } from '../../shared/src/kit.ts';
import { readLesson } from '../../shared/src/lesson.ts';
import { UserError } from '../../shared/src/user-error.ts';
import { anchorOfFile } from './diff-page.ts';
import type { Opening } from './types.ts';

interface Handler {
  path: string;
  start: number;
  text: string;
}

/**
 * The exchange the landing page opens with, and the handler that serves it: the newest recorded request that created
 * something. Throws a UserError when no chapter has one.
 */
export function chooseOpening(
  kit: Kit,
  changed: Map<string, Set<string>>,
): Opening {
  for (const chapter of [...kit.chapters].reverse()) {
    for (const [name, exchange] of Object.entries(readRecorded(chapter))) {
      if (exchange.on !== 'here' || exchange.response.status !== 201) continue;

      const { method, path } = exchange.request;
      const handler = findHandler(chapter, method, path);
      if (!handler) continue;

      const { number, slug, manifest } = chapter;
      const [request = '', response = ''] = readLesson(
        generate(kit, chapter, `exchange ${name}`),
      ).fences.map(({ text }) => text);
      return {
        chapter: { number, slug, title: manifest.title },
        request,
        response,
        code: { ...handler, href: codeHref(kit, chapter, handler, changed) },
      };
    }
  }

  throw new UserError(
    'No chapter has a recorded request that is answered 201 by a route in its src/. Record one: npx ground-up record',
  );
}

/** The lines of the route that serves a method and a path, with the file they stand in. */
function findHandler(
  chapter: Chapter,
  method: string,
  path: string,
): Handler | undefined {
  const route = new RegExp(
    `^(\\s*)\\w+\\.${method.toLowerCase()}\\('([^']+)',`,
  );

  for (const [file, text] of readCode(chapter.dir)) {
    if (!file.startsWith('src/')) continue;

    const lines = text.split('\n');
    const start = lines.findIndex((line) => {
      const pattern = route.exec(line)?.[2];
      return pattern !== undefined && servesPath(pattern, path);
    });
    if (start < 0) continue;

    const indent = route.exec(lines[start] ?? '')?.[1] ?? '';
    const end = lines.indexOf(`${indent}});`, start);
    return {
      path: file,
      start: start + 1,
      text: lines
        .slice(start, end + 1)
        .map((line) => line.replace(indent, ''))
        .join('\n'),
    };
  }

  return undefined;
}

/** Whether a route's path, as Express takes it, serves a path with its query. */
export function servesPath(pattern: string, path: string): boolean {
  const source = pattern.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+');
  return new RegExp(`^${source}$`).test(path.split('?')[0] ?? '');
}

function codeHref(
  { chapters }: Kit,
  chapter: Chapter,
  { path }: Handler,
  changed: Map<string, Set<string>>,
): string {
  const last = chapters
    .slice(0, chapters.indexOf(chapter) + 1)
    .findLast(({ name }) => changed.get(name)?.has(path));
  return `/learn/${(last ?? chapter).slug}/diff#${anchorOfFile(path)}`;
}

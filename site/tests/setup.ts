import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { openKit } from '../../shared/src/kit.ts';
import { lookUpPages, referencePages } from '../kit/lookup-pages.ts';
import { deriveSite } from '../kit/site.ts';

/** The built site. BASE_URL must be what it was built with. */
export const build = join(__dirname, '..', 'build');
export const baseUrl = process.env.BASE_URL ?? '/';

if (!existsSync(join(build, 'index.html')))
  throw new Error('There is no built site. Run npm run build, then try again.');

export const kit = openKit();
export const site = deriveSite(kit, null);

/** The chapter that changes most. */
export const longest = site.chapters.reduce((most, chapter) =>
  weigh(chapter.change) > weigh(most.change) ? chapter : most,
);

/** The first, the longest and the newest chapter: what costs much is tried with these. */
export const samples = [
  ...new Set([site.chapters[0], longest, site.chapters.at(-1)]),
].filter((chapter) => chapter !== undefined);

/** Pages there is one of. */
const singles = [
  ...['/', '/learn', '/learn/setup', '/compare', '/review'],
  ...['/contribute', '/verify', '/grade', '/accessibility', '/teach'],
  ...Object.values(referencePages).map(({ path }) => path),
  ...lookUpPages(site.lookup).map(({ path }) => path),
];

/** Every page, as a path below the site's root. */
export const pages = distinct([
  ...singles,
  ...site.chapters.flatMap(pagesOf),
  ...site.lookup.markdown.map(({ path }) => path),
  '/print',
]);

/** No page. */
export const missing = '/learn/no-such-page';

/** Pages of every kind; where a kind has one for each chapter, those of the samples. */
export const kinds = [
  ...singles,
  ...samples.flatMap(pagesOf),
  ...['/decisions/site-plugins', '/concepts/jwt', '/concepts/cors'],
  missing,
];

function distinct(paths: string[]): string[] {
  return [...new Set(paths)];
}

function pagesOf({ slug }: { slug: string }): string[] {
  const lesson = `/learn/${slug}`;
  return [
    ...[lesson, `${lesson}/diff`, `${lesson}/code`, `${lesson}/hints`],
    `${lesson}/run`,
    `/teach/${slug}`,
  ];
}

function weigh({ added, removed }: { added: number; removed: number }): number {
  return added + removed;
}

/** The built HTML files, by their path below the site's root. */
export function readPages(): Map<string, string> {
  const files = readdirSync(build, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.html'))
    .map(
      (file) =>
        [
          relative(build, join(build, file)).split(sep).join('/'),
          readFileSync(join(build, file), 'utf8'),
        ] as const,
    );
  return new Map(files);
}

/** The text of a piece of HTML, as a reader sees it. */
export function textOf(html: string): string {
  return html
    .replaceAll(/<(script|style)\b[\s\S]*?<\/\1>/g, '')
    .replaceAll(/<!--[\s\S]*?-->/g, '')
    .replaceAll(/<br\s*\/?>/g, '\n')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll(/&#(\d+);/g, (_, code: string) =>
      String.fromCodePoint(Number(code)),
    )
    .replaceAll(/&#x([0-9a-f]+);/gi, (_, code: string) =>
      String.fromCodePoint(Number.parseInt(code, 16)),
    )
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&amp;', '&');
}

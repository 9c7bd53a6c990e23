import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { openKit } from '../../shared/src/kit.ts';
import { deriveSite } from '../kit/site.ts';

/** The built site. BASE_URL must be what it was built with. */
export const build = join(__dirname, '..', 'build');
export const baseUrl = process.env.BASE_URL ?? '/';

if (!existsSync(join(build, 'index.html')))
  throw new Error('There is no built site. Run npm run build, then try again.');

export const kit = openKit();
export const site = deriveSite(kit, null);

/** One address of each kind of page, and every lesson and diff: paths below the site's root. */
export const pages = [
  '/',
  '/learn',
  ...site.chapters.flatMap(({ slug }) => [
    `/learn/${slug}`,
    `/learn/${slug}/diff`,
  ]),
];

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

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Asks browsers for the letters of the text before they have read the style sheet, in every page of a built site: what is
 * read first then appears once, and nothing moves.
 */
export function preloadLetters(build: string, baseUrl: string): void {
  const letters = readdirSync(join(build, 'assets', 'fonts')).find((name) =>
    /next-latin-wght-normal.*\.woff2$/.test(name),
  );
  if (!letters) throw new Error('There are no letters in assets/fonts.');

  const link = `<link rel="preload" href="${baseUrl}assets/fonts/${letters}" as="font" type="font/woff2" crossorigin>`;
  const pages = readdirSync(build, { recursive: true, encoding: 'utf8' });
  for (const page of pages.filter((name) => name.endsWith('.html'))) {
    const file = join(build, page);
    const html = readFileSync(file, 'utf8');
    writeFileSync(file, html.replace(/<meta charset=[^>]+>/i, `$&${link}`));
  }
}

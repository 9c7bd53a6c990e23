import { readFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { type DefaultTreeAdapterTypes as Tree, parse, serialize } from 'parse5';
import type { Part } from './types.ts';

type Element = Tree.Element;

/**
 * All lessons of a built site as one page in one file, letters and pictures included, made to be printed. `build` is the site's
 * folder, `baseUrl` its path on its host.
 */
export function printPage(
  build: string,
  parts: Part[],
  baseUrl: string,
): string {
  const chapters = parts.flatMap((part) => part.chapters);
  const slugs = new Set(chapters.map(({ slug }) => slug));
  const first = readFileSync(
    join(build, 'learn', `${chapters[0]?.slug}.html`),
    'utf8',
  );

  const contents = parts.map(
    ({ title, chapters }) =>
      `<h2>${escape(title)}</h2><ol>${chapters
        .map(
          ({ number, slug, title, idea }) =>
            `<li><a href="#${slug}">${number} ${escape(title)}</a><p>${escape(idea)}</p></li>`,
        )
        .join('')}</ol>`,
  );
  const lessons = chapters.map(({ number, slug }) => {
    const html = readFileSync(join(build, 'learn', `${slug}.html`), 'utf8');
    return `<article class="markdown" id="${slug}" aria-label="Chapter ${number}"><p class="eyebrow"><span>Chapter ${number}</span></p>${lessonOf(html, slug, slugs, { build, baseUrl })}</article>`;
  });

  return `<!doctype html>
<html lang="en" data-theme="light">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>All lessons | Ground Up</title>
<meta name="description" content="All lessons of Ground Up on one page, to print or to keep.">
<meta name="robots" content="noindex">
<link rel="icon" href="${baseUrl}img/logo.svg">
<style>${styleOf(build, first, baseUrl)}${ownStyle}</style>
</head>
<body>
<main class="page">
<header class="print-head">
<h1>Ground Up</h1>
<p class="lede">All ${chapters.length} lessons on one page, with every answer unfolded. Print it, or save it: it needs nothing else.</p>
<p class="print-back"><a href="${baseUrl}">Back to the site</a></p>
<nav aria-label="Contents">${contents.join('')}</nav>
</header>
${lessons.join('\n')}
</main>
</body>
</html>
`;
}

const ownStyle = `
body { background: var(--paper); color: var(--ink); }
.print-head ol { list-style: none; margin: 0 0 1.5rem; padding: 0; }
.print-head li p { margin: 0 0 .5rem; }
article { margin-top: 6rem; }
pre { margin: 0; padding: var(--ifm-pre-padding); background: var(--code-surface); color: var(--code-text); }
pre, pre code { white-space: pre-wrap !important; overflow-wrap: anywhere; }
summary { list-style: none; }
@page { margin: 18mm 16mm; }
@media print {
  html { font-size: 10pt; }
  .page { max-width: none; padding: 0; }
  .print-back { display: none; }
  article { margin: 0; break-before: page; }
  h1, h2, h3, summary { break-after: avoid; }
  tr, .theme-code-block { break-inside: avoid-page; }
  a { color: inherit; }
}
`;

/** The text of a lesson as it stands in its page, everything unfolded, with links that stay on the one page. */
function lessonOf(
  html: string,
  slug: string,
  slugs: Set<string>,
  { build, baseUrl }: { build: string; baseUrl: string },
): string {
  const [lesson] = find(parse(html), (element) =>
    classesOf(element).includes('theme-doc-markdown'),
  );
  if (!lesson) throw new Error(`The page of ${slug} has no lesson.`);

  const isForScreens = (element: Element) =>
    ['button', 'noscript', 'script'].includes(element.tagName) ||
    classesOf(element).some((name) => ['hash-link', 'diagram'].includes(name));
  remove(lesson, isForScreens);

  for (const pre of find(lesson, ({ tagName }) => tagName === 'pre'))
    simplify(pre);
  for (const picture of find(lesson, ({ tagName }) => tagName === 'img')) {
    const path = (get(picture, 'src') ?? '').slice(baseUrl.length);
    const data = readFileSync(join(build, path)).toString('base64');
    set(picture, 'src', `data:image/${extname(path).slice(1)};base64,${data}`);
  }
  for (const element of find(lesson, () => true)) {
    if (element.tagName === 'details') set(element, 'open', '');
    for (const name of ['id', 'aria-labelledby', 'aria-describedby']) {
      const id = get(element, name);
      if (id) set(element, name, `${slug}-${id}`);
    }
    const href = get(element, 'href');
    if (href) set(element, 'href', onePage(href, slug, slugs, baseUrl));
  }
  return serialize(lesson);
}

function onePage(
  href: string,
  slug: string,
  slugs: Set<string>,
  baseUrl: string,
): string {
  if (href.startsWith('#')) return `#${slug}-${href.slice(1)}`;

  const [path = '', hash] = href.split('#');
  const other = path.startsWith(`${baseUrl}learn/`)
    ? path.slice(`${baseUrl}learn/`.length)
    : '';
  if (!slugs.has(other)) return href;
  return hash ? `#${other}-${hash}` : `#${other}`;
}

/** The few colours of code that a printed page keeps; each further element makes the page slower. */
const kept = ['comment', 'keyword', 'string'];

/** Code without an element for each line and each sign. */
function simplify(pre: Element): void {
  const code = { ...pre, nodeName: 'code', tagName: 'code', attrs: [] };
  const pieces: { text: string; kind?: string }[] = [];
  const collect = (node: Tree.Node, kind?: string) => {
    if (node.nodeName === '#text' && 'value' in node)
      pieces.push({ text: node.value, kind });
    if (node.nodeName === 'br') pieces.push({ text: '\n' });
    if (!('childNodes' in node)) return;

    const names = 'tagName' in node ? classesOf(node) : [];
    const own = kept.find((name) => names.includes(name));
    for (const child of node.childNodes) collect(child, own ?? kind);
  };
  collect(pre);

  const text = (value: string, parentNode: Element): Tree.TextNode => ({
    nodeName: '#text',
    value,
    parentNode,
  });
  code.childNodes = pieces.map(({ text: value, kind }) => {
    if (!kind || !value.trim()) return text(value, code);

    const attrs = [{ name: 'class', value: `code-${kind}` }];
    const span: Element = {
      ...code,
      ...{ nodeName: 'span', tagName: 'span', attrs, childNodes: [] },
    };
    span.childNodes = [text(value, span)];
    return span;
  });
  pre.attrs = [];
  pre.childNodes = [code];
}

/** The style sheets of a page, with their letters inside. */
function styleOf(build: string, html: string, baseUrl: string): string {
  const sheets = find(
    parse(html),
    (element) =>
      element.tagName === 'link' && get(element, 'rel') === 'stylesheet',
  );

  return sheets
    .map((sheet) => get(sheet, 'href') ?? '')
    .map((href) =>
      readFileSync(join(build, href.slice(baseUrl.length)), 'utf8'),
    )
    .join('\n')
    .replaceAll(/url\(([^)]+?\.woff2)\)/g, (_, url: string) => {
      const file = join(build, 'assets', 'fonts', basename(url));
      const letters = readFileSync(file).toString('base64');
      return `url(data:font/woff2;base64,${letters})`;
    })
    .replaceAll('</', '<\\/');
}

function find(
  node: Tree.Node,
  isMeant: (element: Element) => boolean,
): Element[] {
  const own = 'tagName' in node && isMeant(node) ? [node] : [];
  const children = 'childNodes' in node ? node.childNodes : [];
  return [...own, ...children.flatMap((child) => find(child, isMeant))];
}

function remove(node: Element, isMeant: (element: Element) => boolean): void {
  node.childNodes = node.childNodes.filter(
    (child) => !('tagName' in child && isMeant(child)),
  );
  for (const child of node.childNodes)
    if ('tagName' in child) remove(child, isMeant);
}

function get({ attrs }: Element, name: string): string | undefined {
  return attrs.find((attribute) => attribute.name === name)?.value;
}

function set(element: Element, name: string, value: string): void {
  drop(element, name);
  element.attrs.push({ name, value });
}

function drop(element: Element, name: string): void {
  element.attrs = element.attrs.filter((one) => one.name !== name);
}

function classesOf(element: Element): string[] {
  return (get(element, 'class') ?? '').split(' ');
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;');
}

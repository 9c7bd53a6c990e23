import { basename, dirname } from 'node:path';
import type { Element, Root as HtmlRoot } from 'hast';
import type { Code, Link, Root, RootContent } from 'mdast';
import type { VFile } from 'vfile';
import { currentSite } from './plugin.ts';
import { anchorOfFile } from './diff-page.ts';
import type { ExchangeCard, LessonLinks, LessonParts } from './types.ts';

interface Tree {
  type: string;
  children?: Tree[];
}

/** Links to files of the repository become links to where the site shows them. */
export function sourceLinks({ baseUrl }: { baseUrl: string }) {
  return (tree: Root, file: VFile) => {
    const links = lessonOf(file)?.links ?? {};

    walk(tree, (node) => {
      if (node.type !== 'link') return;
      const link = node as Link;
      link.url = (links[link.url] ?? link.url).replace(
        /^file:/,
        `pathname://${baseUrl}`,
      );
    });
  };
}

/**
 * What stands after a fence's language becomes what the code block understands: the file's name as title, its real
 * line numbers; `console` becomes a language Prism knows; an HTTP message says whether it is request or response.
 */
export function fences() {
  return (tree: Root, file: VFile) => {
    const lesson = lessonOf(file);

    walk(tree, (node) => {
      if (node.type !== 'code') return;
      const code = node as Code;
      const { lang, meta, value } = code;

      if (lang === 'console') {
        code.lang = 'shell-session';
        code.meta = 'title="Terminal"';
      } else if (lang === 'http') {
        code.meta = `title="${titleOfMessage(value)}"`;
      } else if (lang === 'diff' && meta) {
        code.meta = `title="${meta.replace('bug ', 'The bug, in ')}"`;
      } else if (meta) {
        becomeFile(
          node,
          code,
          quotedByConcept(meta) ?? quotedByLesson(code, meta, lesson),
        );
      }
    });
  };
}

/** Lines of a file, and the chapter whose file it is. */
interface Quoted {
  path: string;
  slug: string;
  /** Counted from 1. */
  start?: number;
  /** Which of the lines are new in the chapter: `1-3,5`. */
  fresh?: string;
  /** The chapter in words, where it is not that of the page. */
  chapter?: string;
}

/** A lesson quotes its own chapter, or the one before: `src/app.ts@before`. */
function quotedByLesson(
  { lang, value }: Code,
  meta: string,
  lesson: LessonLinks | undefined,
): Quoted {
  const { chapters } = currentSite();
  const key = `${lang} ${meta}\n${value}`;
  const [path = '', before] = meta.split('@');
  const at = chapters.findIndex(({ name }) => name === lesson?.name);
  return {
    path,
    slug: chapters[before ? at - 1 : at]?.slug ?? '',
    start: lesson?.starts[key],
    fresh: lesson?.fresh[key],
    chapter: before && 'the chapter before',
  };
}

/** A concept quotes any chapter, with the line where it starts: `errors/src/app.ts:12`. */
function quotedByConcept(meta: string): Quoted | undefined {
  const [, slug = '', path = '', start] =
    /^([\w-]+)\/(.+):(\d+)$/.exec(meta) ?? [];
  const owner = currentSite().chapters.find((one) => one.slug === slug);
  return (
    owner && {
      path,
      slug,
      start: Number(start),
      chapter: `chapter ${owner.number}`,
    }
  );
}

/** Lines of a file stand below its name, which leads to the page with the chapter's code. */
function becomeFile(
  node: Tree,
  code: Code,
  { path, slug, start, fresh, chapter }: Quoted,
): void {
  const lines = { ...code, meta: start ? `showLineNumbers=${start}` : '' };
  if (fresh) lines.meta += ` {${fresh}}`;

  Object.assign(
    node,
    element('kit-file', [lines], {
      dataPath: path,
      dataHref: `/learn/${slug}/code#${anchorOfFile(path)}${start ? `-${start}` : ''}`,
      ...(chapter && { dataChapter: chapter }),
      ...(fresh && { dataFresh: countLines(fresh) }),
    }),
  );
}

/**
 * The generated parts of a lesson, from `<!-- kit:name … -->` to `<!-- /kit -->`, become components (theme/MDXComponents)
 * or sections with a class; hints that follow one another become a ladder; the checklist stands at the end. Where the
 * chapter runs in a page, the bug and each exercise have the way there below their headings.
 */
export function kitParts() {
  return (tree: Root, file: VFile) => {
    const parts = partsOf(file);
    const children: RootContent[] = [];
    let open: { name: string; nodes: RootContent[] } | undefined;

    for (const node of tree.children) {
      const text = node.type === 'html' ? node.value.trim() : '';
      const name = /^<!-- kit:(.+?) -->$/.exec(text)?.[1];

      if (name) {
        open = { name, nodes: [] };
      } else if (text === '<!-- /kit -->' && open) {
        children.push(becomePart(open.name, open.nodes, parts));
        open = undefined;
      } else {
        (open?.nodes ?? children).push(node);
      }
    }

    tree.children = gatherHints(
      parts?.runs ? withBug(children, parts) : children,
    );
    if (parts) tree.children.push(...endOfLesson(parts));
  };
}

function becomePart(
  name: string,
  nodes: RootContent[],
  parts: LessonParts | undefined,
): RootContent {
  const [kind = '', ...words] = name.split(' ');
  const card = cardOf(words[0] ?? '', parts);

  if (kind === 'quiz' && parts)
    return element('kit-quiz', nodes, {
      dataQuestions: JSON.stringify(parts.quiz),
      dataStep: `${parts.slug}/quiz`,
    });
  if (kind === 'warm-up' && parts)
    return element('kit-quiz', nodes, {
      dataQuestions: JSON.stringify(parts.warmUp),
    });
  if (kind === 'exchange' && card)
    return becomeExchange(nodes, card, words.includes('predict'));
  if (kind === 'exercises' && parts?.runs)
    return element('div', withExercises(nodes, parts), {
      className: ['kit', 'kit-exercises'],
    });
  if (kind === 'token-reader') return element('kit-token-reader', []);
  return element('div', nodes, { className: ['kit', `kit-${kind}`] });
}

/** The way to the page that runs the bug, below the heading of its section. */
function withBug(nodes: RootContent[], { slug }: LessonParts): RootContent[] {
  return nodes.flatMap((node) =>
    isHeading(node, 2) && headingText(node) === 'Break it'
      ? [node, wayTo(slug, 'bug')]
      : [node],
  );
}

/** The same below the heading of each exercise. */
function withExercises(
  nodes: RootContent[],
  { slug }: LessonParts,
): RootContent[] {
  return nodes.flatMap((node) => {
    const number =
      isHeading(node, 3) && /^(\d+)\./.exec(headingText(node))?.[1];
    return number ? [node, wayTo(slug, `exercise-${number}`)] : [node];
  });
}

function wayTo(slug: string, task: string): RootContent {
  return element('kit-run', [], { dataTo: `/learn/${slug}/run#${task}` });
}

function isHeading(node: RootContent, depth: number): boolean {
  return node.type === 'heading' && node.depth === depth;
}

function headingText(node: RootContent): string {
  const [first] = 'children' in node ? node.children : [];
  return first && 'value' in first ? first.value : '';
}

/** The card of an exchange: `createPost` in a lesson, `crud/createPost` elsewhere. */
function cardOf(
  reference: string,
  parts: LessonParts | undefined,
): ExchangeCard | undefined {
  const [slug = '', name] = reference.split('/');
  if (name === undefined) return parts?.cards[reference];
  const { lessonParts } = currentSite();
  return lessonParts.find((one) => one.slug === slug)?.cards[name];
}

/** What stands before the request, the request, the response; the fold of one that is to be predicted is the card's. */
function becomeExchange(
  nodes: RootContent[],
  card: ExchangeCard,
  isPredicted: boolean,
): RootContent {
  const [request, ...response] = nodes.filter((node) => node.type === 'code');
  if (request) request.meta = ''; // its tab says what it is
  const label = nodes.filter(({ type }) => type === 'paragraph');

  return element(
    'kit-exchange',
    [
      ...label,
      element('kit-exchange-request', request ? [request] : []),
      element(
        'kit-exchange-response',
        response,
        isPredicted ? { dataPredict: 'true' } : {},
      ),
    ],
    { dataCard: JSON.stringify(card) },
  );
}

/** Folded hints that follow one another, in one element. */
function gatherHints(nodes: RootContent[]): RootContent[] {
  const gathered: RootContent[] = [];
  let ladder: RootContent[] | undefined;
  let isInside = false;

  for (const node of nodes) {
    const text = node.type === 'html' ? node.value.trim() : '';
    const summary = /^<details><summary>(.*)<\/summary>$/.exec(text)?.[1];

    if (!isInside && summary && /\b(hint|cause)\b/i.test(summary)) {
      if (!ladder) gathered.push(element('kit-ladder', (ladder = [])));
      isInside = true;
    } else if (!isInside) {
      ladder = undefined;
    }
    (ladder ?? gathered).push(node);
    if (text === '</details>') isInside = false;
  }

  return gathered;
}

function endOfLesson({ slug, exercises, verified }: LessonParts) {
  return [
    element('kit-checklist', [], {
      dataSlug: slug,
      dataExercises: JSON.stringify(exercises),
    }),
    element('kit-verified', [], { dataVerified: JSON.stringify(verified) }),
  ];
}

/** A node that becomes an element of this name. */
function element(
  name: string,
  children: RootContent[],
  properties: Record<string, string | string[]> = {},
): RootContent {
  return {
    type: 'kitPart',
    data: { hName: name, hProperties: properties },
    children,
  } as unknown as RootContent;
}

/** Cells know their column's heading: a narrow screen shows a table's rows as blocks. */
export function tables() {
  return (tree: HtmlRoot) => {
    walk(tree, (node) => {
      if (node.type !== 'element') return;
      const table = node as unknown as Element;
      if (table.tagName !== 'table') return;

      const rows = find(table, 'tr');
      const headings = rows.flatMap((row) => find(row, 'th')).map(textOf);
      table.properties.role = 'table';
      for (const row of rows) {
        row.properties.role = 'row';
        find(row, 'th').forEach((cell) => {
          cell.properties.role = 'columnheader';
        });
        find(row, 'td').forEach((cell, index) => {
          cell.properties.role = 'cell';
          if (headings[index]) cell.properties.dataLabel = headings[index];
        });
      }
    });
  };
}

/** `3 new lines` for `1-2,5`. */
function countLines(ranges: string): string {
  const lines = ranges.split(',').reduce((sum, range) => {
    const [first = 0, last = first] = range.split('-').map(Number);
    return sum + last - first + 1;
  }, 0);
  return lines === 1 ? '1 new line' : `${lines} new lines`;
}

function titleOfMessage(message: string): string {
  const [first = ''] = message.split('\n');
  return first.startsWith('HTTP/')
    ? `Response · ${first.replace(/^\S+ /, '')}`
    : 'Request';
}

function partsOf({ path }: VFile): LessonParts | undefined {
  const name = basename(dirname(path));
  return currentSite().lessonParts.find((parts) => parts.name === name);
}

function lessonOf({ path }: VFile): LessonLinks | undefined {
  const name = basename(dirname(path));
  return currentSite().lessons.find((lesson) => lesson.name === name);
}

/** Visits a node and those it held before the visit. */
function walk(node: Tree, visit: (node: Tree) => void): void {
  const { children = [] } = node;
  visit(node);
  for (const child of children) walk(child, visit);
}

/** The elements of that name, from top to bottom. */
export function find(within: Element, tagName: string): Element[] {
  const found: Element[] = [];
  walk(within as Tree, (node) => {
    const element = node as unknown as Element;
    if (node.type === 'element' && element.tagName === tagName)
      found.push(element);
  });
  return found;
}

/** The text of an element. */
export function textOf(node: Element): string {
  let text = '';
  walk(node as Tree, (child) => {
    if (child.type === 'text')
      text += (child as unknown as { value: string }).value;
  });
  return text;
}

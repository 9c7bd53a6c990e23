import MarkdownIt, { type Token } from 'markdown-it';
import { lineAt } from './mask.ts';

export interface Fence {
  /** What follows the backticks: `ts src/app.ts`. */
  info: string;
  text: string;
  /** The line of the opening backticks, counted from 1. */
  line: number;
  /** The generated part it stands in. */
  inside: string | undefined;
  /** The H2 it stands under. */
  section: string;
}

export interface Part {
  /** `exchange createPost predict`. */
  name: string;
  /** The line of the opening marker, counted from 1. */
  line: number;
  /** What stands between the markers, without the blank lines around it. */
  text: string;
}

/** A marker that begins or ends no generated part. */
export interface StrayMarker {
  /** Counted from 1. */
  line: number;
  message: string;
  remedy: string;
}

export interface Lesson {
  title: string;
  sections: { title: string; line: number }[];
  fences: Fence[];
  parts: Part[];
  strayMarkers: StrayMarker[];
  /** Addresses with their lines, of links, images and HTML; those inside generated parts too. */
  links: { url: string; line: number }[];
  /** Raw HTML: a block, or one tag in a line. */
  html: { text: string; line: number }[];
  anchors: string[];
  /** Words of prose: without fences, generated parts and HTML. */
  words: number;
}

/** The languages in which a lesson quotes a chapter's files. */
const languages = new Set(['ts', 'js', 'json', 'yaml', 'docker']);

/** The file that a fence `ts src/app.ts` quotes, `@before` at its end for the chapter before; undefined when it quotes none. */
export function quotedFile(info: string): string | undefined {
  const [language = '', path] = info.split(' ');
  return languages.has(language) ? path : undefined;
}

const opening = /^<!-- kit:(.+?) -->$/;
const closing = '<!-- /kit -->';
const htmlAddress =
  /\b(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi;
const anchorName = /\b(?:id|name)\s*=\s*["']([^"']+)["']/gi;

/** CommonMark with GitHub's tables, as GitHub and the site read it. */
const parser = new MarkdownIt({ html: true });
parser.normalizeLink = (url) => url; // an address is checked as it is written
parser.validateLink = () => true;

/** Reading Markdown takes time, and each proof looks at the same texts: the last ones are kept. */
const lessons = new Map<string, Lesson>();

/** Reads a lesson's Markdown. */
export function readLesson(markdown: string): Lesson {
  const known = lessons.get(markdown);
  if (known) return known;

  if (lessons.size > 200) lessons.clear();
  const lesson = parseLesson(markdown);
  lessons.set(markdown, lesson);
  return lesson;
}

function parseLesson(markdown: string): Lesson {
  const { parts, strayMarkers } = readMarkers(markdown);
  const lesson: Lesson = {
    title: '',
    sections: [],
    fences: [],
    parts,
    strayMarkers,
    links: [],
    html: [],
    anchors: [],
    words: 0,
  };

  const tokens = parser.parse(markdown, {});
  let line = 1;
  tokens.forEach((token, index) => {
    if (token.map) line = token.map[0] + 1; // cells of a table have none: their row has
    const inside = parts.find(
      (part) => line > part.line && line < part.end,
    )?.name;
    if (token.type === 'heading_open') {
      readHeading(lesson, token.tag, textOf(tokens[index + 1]), line);
    } else if (token.type === 'fence' || token.type === 'code_block') {
      const section = lesson.sections.at(-1)?.title ?? '';
      const text = token.content.replace(/\n$/, '');
      lesson.fences.push({
        info: token.info.trim(),
        text,
        line,
        inside,
        section,
      });
    } else if (token.type === 'html_block') {
      readHtml(lesson, token.content, line);
    } else if (token.type === 'inline') {
      readInline(lesson, token, line, inside !== undefined);
    }
  });

  return lesson;
}

function readHeading(lesson: Lesson, tag: string, title: string, line: number) {
  lesson.anchors.push(nextAnchor(title, lesson.anchors));
  if (tag === 'h1' && !lesson.title) lesson.title = title;
  if (tag === 'h2') lesson.sections.push({ title, line });
}

/** Links, images, HTML and words of a paragraph, a heading or a cell that begins at `start`. */
function readInline(
  lesson: Lesson,
  { children }: Token,
  start: number,
  isGenerated: boolean,
): void {
  let line = start;
  for (const child of children ?? []) {
    const url = child.attrGet('href') ?? child.attrGet('src');
    if (url !== null) lesson.links.push({ url: String(url), line });
    if (child.type === 'html_inline') readHtml(lesson, child.content, line);
    if (child.type === 'softbreak' || child.type === 'hardbreak') line += 1;
    if (isGenerated) continue;
    if (child.type === 'text') lesson.words += countWords(child.content);
    if (child.type === 'code_inline') lesson.words += 1;
  }
}

/** `markdown` with the text of each generated part as `write` gives it. */
export function replaceParts(
  markdown: string,
  write: (name: string) => string,
): string {
  const lines = markdown.split('\n');
  for (const part of readMarkers(markdown).parts.reverse()) {
    const text = write(part.name).trim().split('\n');
    lines.splice(part.line, part.end - part.line - 1, '', ...text, '');
  }
  return lines.join('\n');
}

/** GitHub's anchor for a heading. */
function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');
}

/** GitHub's anchor for one more heading: the second of the same name ends in `-1`. */
function nextAnchor(title: string, taken: string[]): string {
  const anchor = anchorOf(title);
  for (let count = 0; ; count += 1) {
    const next = count === 0 ? anchor : `${anchor}-${count}`;
    if (!taken.includes(next)) return next;
  }
}

function readHtml(lesson: Lesson, text: string, line: number): void {
  lesson.html.push({ text, line });
  for (const found of text.matchAll(htmlAddress)) {
    const url = found[1] ?? found[2] ?? found[3] ?? '';
    lesson.links.push({ url, line: line + lineAt(text, found.index) - 1 });
  }
  for (const [, anchor = ''] of text.matchAll(anchorName))
    lesson.anchors.push(anchor);
}

function readMarkers(markdown: string) {
  const parts: (Part & { end: number })[] = [];
  const strayMarkers: StrayMarker[] = [];
  const lines = markdown.split('\n');
  let open: { name: string; line: number } | undefined;
  const report = (line: number, message: string, remedy: string) =>
    strayMarkers.push({ line, message, remedy });
  const abandon = () => {
    if (open)
      report(
        open.line,
        `"kit:${open.name}" is not closed.`,
        `Write ${closing} under it.`,
      );
  };

  lines.forEach((text, index) => {
    const line = index + 1;
    const marker = text.trim();
    const name = opening.exec(marker)?.[1];
    if (name) {
      abandon();
      open = { name, line };
    } else if (marker === closing && open) {
      const inside = lines.slice(open.line, index).join('\n').trim();
      parts.push({ ...open, end: line, text: inside });
      open = undefined;
    } else if (marker === closing) {
      report(line, 'this marker closes nothing.', 'Remove it.');
    } else if (/^<!--\s*\/?\s*kit\b/.test(marker)) {
      report(
        line,
        `"${marker}" is no marker.`,
        `Write <!-- kit:name --> or ${closing} on a line of its own.`,
      );
    }
  });
  abandon();

  return { parts, strayMarkers: strayMarkers.sort((a, b) => a.line - b.line) };
}

function textOf(token: Token | undefined): string {
  const children = token?.children ?? [];
  return children.map(({ content }) => content).join('');
}

function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

import type { Code, Html, Link, Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';

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

export interface Lesson {
  title: string;
  sections: { title: string; line: number }[];
  fences: Fence[];
  parts: Part[];
  /** Addresses with their lines; those inside generated parts too. */
  links: { url: string; line: number }[];
  anchors: string[];
  /** Words of prose: without fences, generated parts and HTML. */
  words: number;
}

const opening = /^<!-- kit:(.+?) -->$/;
const closing = '<!-- /kit -->';

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
  const tree = fromMarkdown(markdown);
  const parts = readParts(markdown);
  const insideOf = (line: number) =>
    parts.find((part) => line > part.line && line < part.end)?.name;
  const lesson: Lesson = {
    title: '',
    sections: [],
    fences: [],
    parts,
    links: [],
    anchors: [],
    words: 0,
  };

  walk(tree, (node) => {
    const line = node.position?.start.line ?? 0;
    if (node.type === 'heading') {
      const title = textOf(node);
      lesson.anchors.push(anchorOf(title));
      if (node.depth === 1 && !lesson.title) lesson.title = title;
      if (node.depth === 2) lesson.sections.push({ title, line });
    }
    if (node.type === 'code')
      lesson.fences.push(
        toFence(
          node,
          line,
          insideOf(line),
          lesson.sections.at(-1)?.title ?? '',
        ),
      );
    if (node.type === 'link' || node.type === 'definition')
      lesson.links.push({ url: (node as Link).url, line });
    if (node.type === 'text' && !insideOf(line))
      lesson.words += countWords(node.value);
    if (node.type === 'inlineCode' && !insideOf(line)) lesson.words += 1;
  });

  return lesson;
}

/** `markdown` with the text of each generated part as `write` gives it. */
export function replaceParts(
  markdown: string,
  write: (name: string) => string,
): string {
  const lines = markdown.split('\n');
  for (const part of readParts(markdown).reverse()) {
    const text = write(part.name).trim().split('\n');
    lines.splice(part.line, part.end - part.line - 1, '', ...text, '');
  }
  return lines.join('\n');
}

/** GitHub's anchor for a heading. */
export function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');
}

function readParts(markdown: string): (Part & { end: number })[] {
  const parts: (Part & { end: number })[] = [];
  const lines = markdown.split('\n');

  lines.forEach((text, index) => {
    const line = index + 1;
    const name = opening.exec(text.trim())?.[1];
    if (name) parts.push({ name, line, end: lines.length + 1, text: '' });
    const open = parts.at(-1);
    if (text.trim() === closing && open && open.end > lines.length) {
      open.end = line;
      open.text = lines
        .slice(open.line, line - 1)
        .join('\n')
        .trim();
    }
  });

  return parts.filter(({ end }) => end <= lines.length);
}

function toFence(
  node: Code,
  line: number,
  inside: string | undefined,
  section: string,
): Fence {
  const info = [node.lang, node.meta].filter(Boolean).join(' ');
  return { info, text: node.value, line, inside, section };
}

function textOf(node: Nodes): string {
  if ('value' in node) return node.value;
  return 'children' in node
    ? node.children.map((child) => textOf(child)).join('')
    : '';
}

function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

function walk(node: Nodes, visit: (node: Exclude<Nodes, Html>) => void): void {
  if (node.type !== 'html') visit(node);
  if ('children' in node) for (const child of node.children) walk(child, visit);
}

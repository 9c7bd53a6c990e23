import { basename, dirname } from 'node:path';
import type { Element, Root as HtmlRoot } from 'hast';
import type { Code, Link, Root, RootContent } from 'mdast';
import type { VFile } from 'vfile';
import { currentSite } from './plugin.ts';
import type { LessonLinks } from './types.ts';

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
    const starts = lessonOf(file)?.starts ?? {};

    walk(tree, (node) => {
      if (node.type !== 'code') return;
      const code = node as Code;
      const { lang, meta, value } = code;
      const start = starts[`${lang} ${meta}\n${value}`];

      if (lang === 'console') {
        code.lang = 'shell-session';
        code.meta = 'title="Terminal"';
      } else if (lang === 'http') {
        code.meta = `title="${titleOfMessage(value)}"`;
      } else if (lang === 'diff' && meta) {
        code.meta = `title="${meta.replace('bug ', 'The bug, in ')}"`;
      } else if (meta) {
        const [path, before] = meta.split('@');
        const title = before ? `${path} in the chapter before` : path;
        code.meta = `title="${title}"${start ? ` showLineNumbers=${start}` : ''}`;
      }
    });
  };
}

/** The generated parts of a lesson, from `<!-- kit:name … -->` to `<!-- /kit -->`, become sections with a class. */
export function kitParts() {
  return (tree: Root) => {
    const children: RootContent[] = [];
    let open: RootContent[] | undefined;

    for (const node of tree.children) {
      const text = node.type === 'html' ? node.value.trim() : '';
      const name = /^<!-- kit:([\w-]+).*-->$/.exec(text)?.[1];

      if (name) {
        open = [];
        children.push({
          type: 'kitPart',
          data: {
            hName: 'div',
            hProperties: { className: ['kit', `kit-${name}`] },
          },
          children: open,
        } as unknown as RootContent);
      } else if (text === '<!-- /kit -->') {
        open = undefined;
      } else {
        (open ?? children).push(node);
      }
    }

    tree.children = children;
  };
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

function titleOfMessage(message: string): string {
  const [first = ''] = message.split('\n');
  return first.startsWith('HTTP/')
    ? `Response · ${first.replace(/^\S+ /, '')}`
    : 'Request';
}

function lessonOf({ path }: VFile): LessonLinks | undefined {
  const name = basename(dirname(path));
  return currentSite().lessons.find((lesson) => lesson.name === name);
}

function walk(node: Tree, visit: (node: Tree) => void): void {
  visit(node);
  for (const child of node.children ?? []) walk(child, visit);
}

function find(within: Element, tagName: string): Element[] {
  const found: Element[] = [];
  walk(within as Tree, (node) => {
    const element = node as unknown as Element;
    if (node.type === 'element' && element.tagName === tagName)
      found.push(element);
  });
  return found;
}

function textOf(node: Element): string {
  let text = '';
  walk(node as Tree, (child) => {
    if (child.type === 'text')
      text += (child as unknown as { value: string }).value;
  });
  return text;
}

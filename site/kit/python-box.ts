import type { Element, Root } from 'hast';
import { find, textOf } from './markdown.ts';

/** Gives the table in a lesson's box "Coming from Python" an anchor. A browser that goes there opens the box. */
export function pythonBox() {
  return (tree: Root) => {
    for (const box of find(tree as unknown as Element, 'details')) {
      const [summary] = find(box, 'summary');
      const [table] = find(box, 'table');
      if (table && summary && textOf(summary).trim() === 'Coming from Python')
        table.properties.id = 'coming-from-python';
    }
  };
}

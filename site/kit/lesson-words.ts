import { basename, dirname } from 'node:path';
import type { Root, RootContent } from 'mdast';
import type { VFile } from 'vfile';
import { currentSite } from './plugin.ts';

/** Adds to the end of a lesson the terms that it teaches, each a link to the glossary. */
export function lessonWords() {
  return (tree: Root, file: VFile) => {
    const { chapters, lookup } = currentSite();
    const name = basename(dirname(file.path));
    const chapter = chapters.find((one) => one.name === name);
    const words = lookup.glossary.letters
      .flatMap(({ entries }) => entries)
      .filter(({ taught }) => chapter && taught.includes(chapter.slug));
    if (words.length === 0) return;

    tree.children.push({
      type: 'lessonWords',
      data: {
        hName: 'aside',
        hProperties: {
          className: ['lesson-words'],
          ariaLabel: 'Words of this chapter',
        },
      },
      children: [
        {
          type: 'paragraph',
          children: [{ type: 'text', value: 'Words of this chapter' }],
        },
        {
          type: 'list',
          ordered: false,
          spread: false,
          children: words.map(({ id, term }) => ({
            type: 'listItem',
            spread: false,
            children: [
              {
                type: 'paragraph',
                children: [
                  {
                    type: 'link',
                    url: `/glossary#${id}`,
                    children: [{ type: 'text', value: term }],
                  },
                ],
              },
            ],
          })),
        },
      ],
    } as unknown as RootContent);
  };
}

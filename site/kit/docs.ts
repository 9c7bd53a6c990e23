import { basename, dirname } from 'node:path';
import type { PluginOptions as DocsOptions } from '@docusaurus/plugin-content-docs';
import type { ParseFrontMatter } from '@docusaurus/types';
import { currentSite } from './plugin.ts';

/** A lesson has no front matter, which GitHub would print: what belongs there comes from its chapter.json. */
export const parseChapter: ParseFrontMatter = async (params) => {
  const name = basename(dirname(params.filePath));
  const chapter = currentSite().chapters.find((one) => one.name === name);
  if (!chapter) return params.defaultParseFrontMatter(params);

  return {
    frontMatter: {
      title: chapter.title,
      description: chapter.idea,
      slug: `/${chapter.slug}`,
      sidebar_label: `${chapter.number} ${chapter.title}`,
    },
    content: params.fileContent,
  };
};

/** The sidebar: the map, then the name of each part and its chapters. */
export const sidebarOfChapters: DocsOptions['sidebarItemsGenerator'] =
  async () => [
    { type: 'link', label: 'All chapters', href: '/learn' },
    ...currentSite().parts.flatMap(({ title, chapters }) => [
      // A category would be a link to nowhere.
      { type: 'html' as const, value: title, className: 'menu__part' },
      ...chapters.map(({ name }) => ({
        type: 'doc' as const,
        id: `${name}/README`,
      })),
    ]),
  ];

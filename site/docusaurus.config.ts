import type { Options as DocsOptions } from '@docusaurus/plugin-content-docs';
import type { Options as PagesOptions } from '@docusaurus/plugin-content-pages';
import type { Options as SitemapOptions } from '@docusaurus/plugin-sitemap';
import type { Options as ThemeOptions } from '@docusaurus/theme-classic';
import type { UserThemeConfig } from '@docusaurus/theme-common';
import type { Config } from '@docusaurus/types';
import { codeTheme } from './kit/code-theme.ts';
import { lessonWords } from './kit/lesson-words.ts';
import { fences, kitParts, sourceLinks, tables } from './kit/markdown.ts';
import { pythonBox } from './kit/python-box.ts';
import { chaptersPlugin, currentSite } from './kit/plugin.ts';
import { parseChapter, sidebarOfChapters } from './kit/docs.ts';

// SITE_URL and BASE_URL say where the site will stand: https://someone.github.io and /ground-up/ for GitHub Pages.
const { SITE_URL = 'http://localhost:3000', BASE_URL = '/' } = process.env;
const { home } = currentSite().project;

const docs: DocsOptions = {
  path: '../chapters',
  include: ['*/README.md'],
  routeBasePath: 'learn',
  numberPrefixParser: false,
  breadcrumbs: false,
  sidebarItemsGenerator: sidebarOfChapters,
  editUrl: home
    ? ({ docPath }) => `${home}/edit/main/chapters/${docPath}`
    : undefined,
  beforeDefaultRemarkPlugins: [[sourceLinks, { baseUrl: BASE_URL }]],
  remarkPlugins: [fences, kitParts, lessonWords],
  rehypePlugins: [tables, pythonBox],
};

/** Texts of the repository that are pages: they are written by the plugin above. */
const texts: PagesOptions = {
  path: '.generated/pages',
  beforeDefaultRemarkPlugins: [[sourceLinks, { baseUrl: BASE_URL }]],
  remarkPlugins: [fences, kitParts],
  rehypePlugins: [tables],
};

const config: Config = {
  title: 'Ground Up',
  tagline: 'A production REST API, chapter by chapter',
  favicon: 'img/logo.svg',
  url: SITE_URL,
  baseUrl: BASE_URL,
  trailingSlash: false,
  future: { v4: true, faster: true },

  onBrokenLinks: 'throw',
  onBrokenAnchors: 'throw',
  onDuplicateRoutes: 'throw',
  markdown: {
    format: 'detect',
    mermaid: true,
    parseFrontMatter: parseChapter,
    hooks: { onBrokenMarkdownLinks: 'throw', onBrokenMarkdownImages: 'throw' },
  },

  clientModules: ['./src/prefetch-later.ts'],
  staticDirectories: ['static', '.generated/static'],
  plugins: [
    chaptersPlugin,
    ['@docusaurus/plugin-content-docs', docs],
    ['@docusaurus/plugin-content-pages', texts],
    ['@docusaurus/plugin-sitemap', {} satisfies SitemapOptions],
    '@docusaurus/plugin-css-cascade-layers',
  ],
  themes: [
    [
      '@docusaurus/theme-classic',
      {
        customCss: ['./src/css/site.css', './src/css/lesson.css'],
      } satisfies ThemeOptions,
    ],
    '@docusaurus/theme-mermaid',
  ],

  themeConfig: {
    image: 'img/card.png',
    colorMode: { respectPrefersColorScheme: true },
    docs: { sidebar: { hideable: false, autoCollapseCategories: false } },
    navbar: {
      title: 'Ground Up',
      logo: { alt: '', src: 'img/logo.svg', width: 32, height: 32 },
      items: [
        {
          to: '/learn',
          label: 'Chapters',
          position: 'left',
          activeBaseRegex: 'learn',
        },
        { to: '/teach', label: 'Teach', position: 'left' },
        {
          type: 'dropdown',
          label: 'Look up',
          position: 'left',
          items: [
            { to: '/concepts', label: 'Concepts' },
            { to: '/glossary', label: 'Glossary' },
            { to: '/reference/http', label: 'HTTP reference' },
            { to: '/reference/errors', label: 'Error messages' },
            { to: '/reference/kit', label: 'Commands' },
            { to: '/reference/env', label: 'Settings' },
            { to: '/reference/code', label: 'Exported code' },
            { to: '/matrix', label: 'What holds where' },
            { to: '/proved', label: 'What is proved' },
            { to: '/coming-from/python', label: 'Coming from Python' },
            { to: '/decisions', label: 'Decisions' },
          ],
        },
        ...(home
          ? [{ href: home, label: 'GitHub', position: 'right' as const }]
          : []),
      ],
    },
    prism: {
      theme: codeTheme,
      darkTheme: codeTheme,
      additionalLanguages: [
        'json',
        'http',
        'bash',
        'shell-session',
        'diff',
        'docker',
        'powershell',
      ],
    },
    tableOfContents: { minHeadingLevel: 2, maxHeadingLevel: 3 },
  } satisfies UserThemeConfig,
};

export default config;

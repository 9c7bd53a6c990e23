import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { LoadContext, Plugin } from '@docusaurus/types';
import type { Site } from './types.ts';

let site: Site | undefined;

/** What the pages show, as it was derived last. */
export function currentSite(): Site {
  site ??= derive(process.cwd());
  return site;
}

/**
 * Adds the pages that are made of chapters and are no Markdown: landing page, map, diffs; and publishes the texts
 * that pages link to. Derives everything again whenever a chapter is edited.
 */
export function chaptersPlugin({ siteDir, baseUrl }: LoadContext): Plugin {
  let isFirst = true;

  return {
    name: 'ground-up-chapters',

    getPathsToWatch() {
      return ['../chapters', '../shared/src', '../*.md'].map((path) =>
        path.includes('*')
          ? join(siteDir, path)
          : join(siteDir, path, '**/*.{ts,json,http,md,yml}'),
      );
    },

    loadContent() {
      if (!isFirst) site = derive(siteDir);
      isFirst = false;
      return Promise.resolve();
    },

    // By default whatever two pages share becomes one file, the drawing library included: a lesson would load it at once.
    configureWebpack: (_, isServer) => ({
      optimization: isServer
        ? {}
        : {
            splitChunks: {
              cacheGroups: {
                common: {
                  test: /[\\/](@docusaurus|@mdx-js|clsx|prism-react-renderer|react[\w-]*)[\\/]|[\\/]site[\\/]src[\\/]/,
                },
                diagrams: {
                  name: 'diagrams',
                  chunks: 'async',
                  minChunks: 2,
                  priority: -50,
                },
              },
            },
          },
    }),

    async contentLoaded({ actions }) {
      const content = currentSite();
      publish(join(siteDir, '.generated', 'static'), content.published);

      const { chapters, parts, totals, opening, project } = content;
      actions.setGlobalData({
        chapters: chapters.map(
          ({ number, slug, name, title, part, change }) => {
            return { number, slug, name, title, part, change };
          },
        ),
        project,
      });

      const landing = { chapters, totals, opening, project };
      const map = { parts, totals };
      await addPage('/', 'landing-page', 'LandingPage', landing);
      await addPage('/learn', 'chapter-map', 'MapPage', map);
      for (const diff of content.diffs) {
        const { slug } = diff.chapter;
        await addPage(`/learn/${slug}/diff`, `diff-${slug}`, 'DiffPage', diff);
      }

      async function addPage(
        path: string,
        name: string,
        component: string,
        data: object,
      ) {
        const file = await actions.createData(
          `${name}.json`,
          JSON.stringify(data),
        );
        actions.addRoute({
          path: baseUrl + path.slice(1),
          component: `@site/src/routes/${component}/index.tsx`,
          modules: { data: file },
          exact: true,
        });
      }
    },
  };
}

/** Runs `derive.ts`. Throws with its message when the chapters are not in order. */
function derive(siteDir: string): Site {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', join('kit', 'derive.ts')],
    { cwd: siteDir, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
  );
  if (status !== 0) throw new Error(stderr.trim());

  return JSON.parse(stdout) as Site;
}

function publish(folder: string, texts: Record<string, string>): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of Object.entries(texts)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

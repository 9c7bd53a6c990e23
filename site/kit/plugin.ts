import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { LoadContext, Plugin } from '@docusaurus/types';
import type { CodeReference } from './code-reference.ts';
import type { HttpReference } from './http-reference.ts';
import { textsForReaders } from './llms-text.ts';
import { lookUpPages, referencePages } from './lookup-pages.ts';
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
export function chaptersPlugin({
  siteDir,
  siteConfig,
  baseUrl,
}: LoadContext): Plugin {
  let isFirst = true;
  let references = readReferences(siteDir);
  references.catch(() => {}); // it is told where it is awaited
  publishPages(siteDir);

  return {
    name: 'ground-up-chapters',

    getPathsToWatch() {
      return ['../chapters', '../shared', 'docs', 'http', '../*.md'].map(
        (path) =>
          path.includes('*')
            ? join(siteDir, path)
            : join(siteDir, path, '**/*.{ts,json,http,md,yml}'),
      );
    },

    loadContent() {
      if (!isFirst) {
        site = derive(siteDir);
        references = readReferences(siteDir);
        publishPages(siteDir);
      }
      isFirst = false;
      return Promise.resolve();
    },

    // By default whatever two pages share becomes one file, the drawing library included: a lesson would load it at once.
    configureWebpack: (_, isServer) => ({
      resolve: { alias: codeAliases(siteDir, isServer) },
      optimization: isServer
        ? {}
        : {
            splitChunks: {
              cacheGroups: {
                common: {
                  test: /[\\/](@docusaurus|@mdx-js|clsx|react[\w-]*)[\\/]|[\\/]site[\\/]src[\\/]/,
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
      const url = siteConfig.url + baseUrl.replace(/\/$/, '');
      publish(join(siteDir, '.generated', 'static'), {
        ...content.published,
        ...textsForReaders(content, url),
      });

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
      for (const { path, name, component, data } of lookUpPages(content.lookup))
        await addPage(path, name, component, data);
      for (const page of content.codePages) {
        const { slug } = page.chapter;
        await addPage(`/learn/${slug}/code`, `code-${slug}`, 'CodePage', page);
      }
      for (const page of content.hintsPages) {
        const { slug } = page.chapter;
        await addPage(
          `/learn/${slug}/hints`,
          `hints-${slug}`,
          'HintsPage',
          page,
        );
      }
      for (const page of content.runPages) {
        const { slug } = page.chapter;
        await addPage(`/learn/${slug}/run`, `run-${slug}`, 'RunPage', page);
      }
      await addPage('/teach', 'teach', 'TeachPage', content.teach);
      for (const plan of content.teach.plans)
        await addPage(
          `/teach/${plan.slug}`,
          `teach-${plan.slug}`,
          'PlanPage',
          plan,
        );
      const shown = { newest: chapters.at(-1)?.slug };
      const { code, http } = await references;
      for (const reference of code) {
        const data = { ...reference, ...shown };
        const { path, name } = referencePages[reference.name];
        await addPage(path, name, 'CodeReferencePage', data);
      }
      const { path, name } = referencePages.http;
      await addPage(path, name, 'HttpPage', http);
      const quizzes = content.lessonParts.map(({ slug, quiz }) => {
        return { slug, quiz };
      });
      await addPage('/review', 'review', 'ReviewPage', { quizzes });
      await addPage('/compare', 'compare', 'ComparePage', {});

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

/**
 * The server colours code. A browser has it from there, and goes without what colours it until code appears that did not
 * come with the page: see theme/CodeBlock/Content.
 */
function codeAliases(siteDir: string, isServer: boolean) {
  if (!isServer)
    return {
      [require.resolve('@docusaurus/theme-classic/lib/prism-include-languages.js')]:
        false as const,
    };
  const content = join(siteDir, 'src/theme/CodeBlock/Content');
  return {
    [join(content, 'index.tsx')]: join(content, 'Highlighted.tsx'),
  };
}

/** Runs the programs that write the references, beside everything else, and reads what they have written. */
async function readReferences(siteDir: string) {
  const [code, http] = await Promise.all(
    ['code-reference', 'http-reference'].map(async (name) => {
      const program = join('kit', `write-${name}.ts`);
      const child = spawn(process.execPath, ['--import', 'tsx', program], {
        cwd: siteDir,
        stdio: 'inherit',
      });
      const [status] = (await once(child, 'exit')) as [number | null];
      if (status !== 0) throw new Error(`${program} failed.`);

      const file = join(siteDir, '.generated', `${name}.json`);
      return JSON.parse(readFileSync(file, 'utf8')) as unknown;
    }),
  );
  return {
    code: (code as { references: CodeReference[] }).references,
    http: http as HttpReference,
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

/** Writes the texts that become pages to where the pages plugin looks for them. */
function publishPages(siteDir: string): void {
  const texts = currentSite().lookup.markdown.map(
    ({ path, text }) => [`${path}.md`, text] as const,
  );
  publish(join(siteDir, '.generated', 'pages'), Object.fromEntries(texts));
}

function publish(folder: string, texts: Record<string, string>): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of Object.entries(texts)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

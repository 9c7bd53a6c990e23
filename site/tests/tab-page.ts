import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type Chapter, listChapters } from '../../shared/src/chapters.ts';
import { buildTab } from '../tab/bundle/build.ts';
import { policyLine } from '../tab/policy.ts';
import type { Built, Files, Output, Tab, TestResult } from '../tab/tab.ts';
import { findBrowser } from './find-browser.ts';
import { serveSite } from './serve.ts';

/** What the page of the tests puts where `evaluate` finds it. */
declare global {
  interface Window {
    createTab(options: object): Tab;
    /** Tabs by name, so that one call of `evaluate` finds what another has made. */
    tabs: Record<string, Tab>;
    output: Output[];
    results: TestResult[];
  }
}

/** Under a sub-path, as on a host that serves many sites. */
const baseUrl = '/ground-up/';

export interface TabSite {
  browser: Browser;
  /** The address of an empty page that has `createTab`, and the policy that such a page states. */
  url: string;
  folder: string;
  chapters: Chapter[];
  /** A new page, in a profile of its own. */
  openPage(): Promise<Page>;
  filesOf(slug: string): Files;
  /** What the build has made of a chapter. */
  builtOf(slug: string): Built;
  close(): Promise<void>;
}

/** Builds the runtime alone, without the site, serves it as a static host does, and opens a browser. */
export async function openTabSite(): Promise<TabSite> {
  const folder = mkdtempSync(join(tmpdir(), 'ground-up tab '));
  const chapters = listChapters();
  mkdirSync(folder, { recursive: true });
  await buildTab(chapters, join(folder, 'tab'));
  await build({
    stdin: {
      contents:
        "import { createTab } from './tab.ts'; Object.assign(window, { createTab, tabs: {}, output: [], results: [] });",
      resolveDir: join(__dirname, '..', 'tab'),
    },
    bundle: true,
    format: 'esm',
    outfile: join(folder, 'page.js'),
    logLevel: 'warning',
  });
  writeFileSync(
    join(folder, 'index.html'),
    `<!doctype html><html lang="en"><title>Tab</title><meta http-equiv="Content-Security-Policy" content="${policyLine()}"><script type="module" src="page.js"></script></html>`,
  );

  writeFileSync(join(folder, '404.html'), 'There is no such file.');

  const { server, url }: { server: Server; url: string } = await serveSite(
    folder,
    baseUrl,
  );
  const browser = await chromium.launch({
    executablePath: findBrowser(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });

  const builtOf = (slug: string) => {
    const file = join(folder, 'tab', 'chapters', `${slug}.json`);
    return JSON.parse(readFileSync(file, 'utf8')) as Built;
  };

  return {
    browser,
    url: `${url}/`,
    folder,
    chapters,
    async openPage() {
      const page = await (await browser.newContext()).newPage();
      // tsx gives functions their names with a helper that a page does not have.
      await page.addInitScript('globalThis.__name = (named) => named');
      await page.goto(`${url}/`);
      await page.waitForFunction(() => 'createTab' in window);
      return page;
    },
    filesOf: (slug) => builtOf(slug).files,
    builtOf,
    async close() {
      await browser.close();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

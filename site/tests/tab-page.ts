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
import { type Browser as Firefox, launch } from 'puppeteer-core';
import { type Chapter, listChapters } from '../../shared/src/chapters.ts';
import { buildTab } from '../tab/bundle/build.ts';
import { policyLine } from '../tab/policy.ts';
import type { Built, Files, Output, Tab, TestResult } from '../tab/tab.ts';
import { findBrowser, findFirefox } from './find-browser.ts';
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

/** tsx gives functions their names with a helper that a page does not have. */
const nameHelper = 'globalThis.__name = (named) => named';

/** Under a sub-path, as on a host that serves many sites. */
const baseUrl = '/ground-up/';

/** What a page can do whichever program drives its browser. */
export type AnyPage = Pick<Page, 'evaluate' | 'close'>;

/** Opens the Firefox that is installed. Puppeteer drives it, over WebDriver BiDi; Playwright drives only its own. */
export function openFirefox(): Promise<Firefox> {
  return launch({
    browser: 'firefox',
    executablePath: findFirefox(),
    protocolTimeout: 0,
  });
}

export interface TabSite {
  browser: Browser;
  /** The address of an empty page that has `createTab`, and the policy that such a page states. */
  url: string;
  folder: string;
  chapters: Chapter[];
  /** A new page, in a profile of its own. */
  openPage(): Promise<Page>;
  /** A new page in Firefox, likewise. */
  openPageInFirefox(): Promise<AnyPage>;
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
  let firefox: Promise<Firefox> | undefined;

  return {
    browser,
    url: `${url}/`,
    folder,
    chapters,
    async openPage() {
      const page = await (await browser.newContext()).newPage();
      await page.addInitScript(nameHelper);
      await page.goto(`${url}/`);
      await page.waitForFunction(() => 'createTab' in window);
      return page;
    },
    async openPageInFirefox() {
      firefox ??= openFirefox();
      const page = await (
        await (await firefox).createBrowserContext()
      ).newPage();
      await page.evaluateOnNewDocument(nameHelper);
      await page.goto(`${url}/`);
      await page.waitForFunction(() => 'createTab' in window);
      return page as unknown as AnyPage; // with one argument, `evaluate` is the same
    },
    filesOf: (slug) => builtOf(slug).files,
    builtOf,
    async close() {
      await browser.close();
      await (await firefox)?.close();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

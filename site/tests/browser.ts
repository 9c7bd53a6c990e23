import assert from 'node:assert/strict';
import type { Server } from 'node:http';
import { after, before } from 'node:test';
import {
  type Browser,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { findBrowser } from './find-browser.ts';
import { baseUrl, build } from './setup.ts';
import { serveSite } from './serve.ts';

/** A browser, and the built site's address without a final slash: from before the first test until after the last. */
export const opened = {} as { browser: Browser; url: string };

let server: Server | undefined;

before(async () => {
  const served = await serveSite(build, baseUrl);
  server = served.server;
  opened.url = served.url;
  opened.browser = await chromium.launch({
    executablePath: findBrowser(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
});

after(async () => {
  await opened.browser?.close();
  server?.close();
});

/**
 * Opens a page, once it is alive when it has JavaScript, and does something with it; fails when the page reports an
 * error or asks another host for anything.
 */
export async function visit(
  path: string,
  options: BrowserContextOptions,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await opened.browser.newContext(options);
  const page = await context.newPage();
  const problems = problemsOf(page);
  try {
    await page.goto(opened.url + path);
    if (options.javaScriptEnabled !== false) await isAlive(page);
    await use(page);
    assert.deepEqual(problems, []);
  } finally {
    await context.close();
  }
}

let looking: { page: Page; problems: string[] } | undefined;

/**
 * Does the same with one page that stays open and keeps what it has loaded, which takes a third of the time: for what
 * leaves nothing behind. It begins 320 px wide, in light.
 */
export async function look(
  path: string,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  if (!looking) {
    const context = await opened.browser.newContext();
    const page = await context.newPage();
    looking = { page, problems: problemsOf(page) };
  }

  const { page, problems } = looking;
  try {
    await page.setViewportSize({ width: 320, height: 640 });
    await page.emulateMedia({ colorScheme: 'light' });
    await page.goto(opened.url + path);
    await isAlive(page);
    await use(page);
    assert.deepEqual(problems, []);
  } catch (error) {
    await page.context().close();
    looking = undefined;
    throw error;
  }
}

/** What goes wrong on a page, from now on: errors, and requests to other hosts. */
function problemsOf(page: Page): string[] {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    const isOwn404 =
      message.location().url === page.url() && message.text().includes('404');
    if (message.type() === 'error' && !isOwn404) problems.push(message.text());
  });
  page.on('request', (request) => {
    const asked = request.url();
    if (!/^(data|blob):/.test(asked) && !asked.startsWith(opened.url))
      problems.push(`asked for ${asked}`);
  });
  return problems;
}

/** Waits until a page answers to what its reader does. The print page has no script that it could wait for. */
export async function isAlive(page: Page): Promise<void> {
  if (page.url().endsWith('/print')) return;
  await page.locator('html[data-has-hydrated=true]').waitFor();
  await page.locator('main [data-loading]').waitFor({ state: 'detached' });
}

/** Scrolls to the diagrams of a page until they are drawn, and back. Nothing else waits to be seen. */
export async function seeAll(page: Page): Promise<void> {
  for (const diagram of await page.locator('.diagram').all()) {
    await diagram.evaluate((figure) =>
      figure.scrollIntoView({ behavior: 'instant', block: 'center' }),
    );
    await diagram.locator('svg').first().waitFor();
  }
  await page.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
}

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import type { Server } from 'node:http';
import { after, before, test } from 'node:test';
import AxeBuilder from '@axe-core/playwright';
import {
  type Browser,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { baseUrl, build, pages, site } from './setup.ts';
import { serveSite } from './serve.ts';

let browser: Browser;
let server: Server;
let url: string;

before(async () => {
  ({ url, server } = await serveSite(build, baseUrl));
  browser = await chromium.launch({
    executablePath: findBrowser(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
});

after(async () => {
  await browser?.close();
  server?.close();
});

const longest = [...site.chapters].sort(
  (a, b) =>
    b.change.added + b.change.removed - a.change.added - a.change.removed,
)[0];
const lesson = `/learn/${longest?.slug}`;
const missing = '/learn/no-such-page';

/** One of each kind, the longest where there are several. */
const kinds = ['/', '/learn', lesson, `${lesson}/diff`, missing];

for (const colorScheme of ['light', 'dark'] as const) {
  for (const path of kinds) {
    test(`${path} has no axe violation, ${colorScheme}`, async () => {
      await visit(path, { colorScheme }, async (page) => {
        await seeAll(page);
        const theme = page.locator(`html[data-theme=${colorScheme}]`);
        assert.equal(await theme.count(), 1);

        // "Legacy" leaves out frames of other origins, of which there are none, and takes a third of the time.
        const { violations } = await new AxeBuilder({ page })
          .setLegacyMode()
          .options({ resultTypes: ['violations'] })
          .analyze();

        const found = violations.flatMap(({ id, nodes }) =>
          nodes.map(({ html, failureSummary }) =>
            [id, html.slice(0, 200), failureSummary].join(': '),
          ),
        );
        assert.deepEqual(found, []);
      });
    });
  }
}

for (const path of [...pages, missing]) {
  test(`${path} opens without an error or a request elsewhere`, async () => {
    await visit(path, {}, seeAll);
  });

  test(`${path} scrolls sideways at 320 px nowhere but inside code`, async () => {
    await visit(
      path,
      { viewport: { width: 320, height: 640 } },
      async (page) => {
        await seeAll(page);
        const { width, wide } = await page.evaluate(() => {
          const code = 'pre, [role=region][tabindex]';
          const wide = [...document.querySelectorAll('main *')]
            .filter(
              (element) => !element.closest(code) && !element.closest('svg'),
            )
            .filter((element) => element.getBoundingClientRect().right > 321)
            .filter((element) => !element.closest('.visually-hidden, thead'))
            .map((element) => element.outerHTML.slice(0, 120));
          return { width: document.documentElement.scrollWidth, wide };
        });

        assert.deepEqual(wide, []);
        assert.ok(width <= 320, `The page is ${width} px wide.`);
      },
    );
  });
}

for (const { chapter, files } of site.diffs) {
  test(`${chapter.number}: lesson and diff can be read without JavaScript`, async () => {
    const options = { javaScriptEnabled: false };

    await visit(`/learn/${chapter.slug}`, options, async (page) => {
      assert.ok(
        await page
          .getByRole('heading', { level: 1, name: chapter.title })
          .isVisible(),
      );
      assert.ok(await page.locator('pre').first().isVisible());
      const answer = page.locator('details').first();
      assert.equal(
        await answer.locator(':scope > :not(summary)').first().isVisible(),
        false,
      );
      await answer.locator('summary').click();
      assert.ok(
        await answer.locator(':scope > :not(summary)').first().isVisible(),
      );
    });
    await visit(`/learn/${chapter.slug}/diff`, options, async (page) => {
      for (const { path, blocks } of files) {
        const section = page.getByRole('region', { name: path, exact: true });
        assert.ok(await section.isVisible(), path);
        for (const { note } of blocks) {
          const text = note?.replaceAll('`', '');
          if (text)
            assert.ok(await section.getByText(text).first().isVisible(), text);
        }
        const [sign] = blocks.find(({ kind }) => kind === 'hunk')?.lines ?? [];
        const shown = { '+': '+', '-': '−', ' ': '' }[sign?.sign ?? ' '];
        assert.ok(
          await section
            .getByRole('cell', { name: shown, exact: true })
            .first()
            .isVisible(),
        );
      }
    });
  });
}

test('a note stands beside its hunk, or above it where there is no room', async () => {
  const boxes = async (width: number) => {
    let found: { note: Box; code: Box } | undefined;
    await visit(
      `${lesson}/diff`,
      { viewport: { width, height: 800 } },
      async (page) => {
        const note =
          (
            site.diffs.find(({ chapter }) => chapter.slug === longest?.slug)
              ?.files ?? []
          )
            .flatMap(({ blocks }) => blocks)
            .find((block) => block.note)?.note ?? '';
        const block = page
          .locator('div', {
            has: page.locator('> p', { hasText: note.replaceAll('`', '') }),
          })
          .last();
        const [first, second] = await Promise.all([
          block.locator('> p').boundingBox(),
          block.locator('> [role=region]').boundingBox(),
        ]);
        assert.ok(first && second);
        found = { note: first, code: second };
      },
    );
    assert.ok(found);
    return found;
  };

  const wide = await boxes(1280);
  const narrow = await boxes(600);

  assert.ok(wide.note.x >= wide.code.x + wide.code.width);
  assert.ok(Math.abs(wide.note.y - wide.code.y) < 2);
  assert.ok(narrow.note.y + narrow.note.height <= narrow.code.y + 1);
});

test('a reader gets from the first page to a line of code and back', async () => {
  await visit('/', {}, async (page) => {
    await page.getByRole('link', { name: /^Start with chapter/ }).click();
    await page.waitForURL(`${url}/learn/${site.chapters[0]?.slug}`);
    await page.getByRole('link', { name: 'src/app.ts' }).first().click();
    await page.waitForURL(/\/diff#src-app-ts$/);
    const heading = page.getByRole('heading', { name: 'src/app.ts' });
    await assert.doesNotReject(heading.waitFor({ state: 'visible' }));
    await page.getByRole('link', { name: 'Back to the lesson' }).click();
    await page.waitForURL(`${url}/learn/${site.chapters[0]?.slug}`);
    await page.getByRole('link', { name: 'Chapters', exact: true }).click();
    await page.waitForURL(`${url}/learn`);
    assert.equal(await page.locator('main h3').count(), site.chapters.length);
  });
});

test('the colours change by a button and stay changed', async () => {
  await visit(lesson, { colorScheme: 'light' }, async (page) => {
    const theme = () =>
      page.evaluate(() => document.documentElement.dataset.theme);
    const button = page
      .getByRole('button', { name: /dark and light mode/ })
      .first();

    for (let tries = 0; tries < 3 && (await theme()) !== 'dark'; tries += 1)
      await button.click();
    assert.equal(await theme(), 'dark');
    await page.reload();
    assert.equal(await theme(), 'dark');
  });
});

test('diagrams are drawn and have a name', async () => {
  for (const { slug } of site.chapters) {
    await visit(`/learn/${slug}`, {}, async (page) => {
      await seeAll(page);
      const drawing = page.locator('.diagram svg[id^=mermaid]').first();
      await drawing.waitFor();
      assert.match(
        (await drawing.locator('> title').textContent()) ?? '',
        /told in words/,
      );
    });
  }
});

test('a wrong address is answered with the chapter that was meant', async () => {
  const [, chapter] = site.chapters;
  await visit(`/learn/${chapter?.name}`, {}, async (page) => {
    const meant = page.getByRole('link', {
      name: `chapter ${chapter?.number}, ${chapter?.title}`,
    });
    await meant.click();
    await page.waitForURL(`${url}/learn/${chapter?.slug}`);
  });
});

test('a chapter loads at most 200 KB of JavaScript at first', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  let bytes = 0;
  page.on('requestfinished', (request) => {
    // What is fetched ahead for the next page has another type.
    if (request.resourceType() !== 'script') return;
    void request.sizes().then(({ responseBodySize }) => {
      bytes += responseBodySize;
    });
  });

  await page.goto(url + lesson, { waitUntil: 'networkidle' });
  await context.close();

  console.log(
    `JavaScript of ${lesson}: ${(bytes / 1024).toFixed(1)} KB, compressed`,
  );
  assert.ok(bytes > 0 && bytes <= 200 * 1024, `${bytes} bytes`);
});

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Opens a page and does something with it; fails when the page reports an error or asks another host for anything. */
async function visit(
  path: string,
  options: BrowserContextOptions,
  use: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => {
    const isOwn404 =
      message.location().url === url + path && message.text().includes('404');
    if (message.type() === 'error' && !isOwn404) problems.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:'))
      problems.push(`asked for ${request.url()}`);
  });

  try {
    await page.goto(url + path, { waitUntil: 'networkidle' });
    await use(page);
    assert.deepEqual(problems, []);
  } finally {
    await context.close();
  }
}

/** Scrolls to the diagrams of a page until they are drawn, then through all of it and back. */
async function seeAll(page: Page): Promise<void> {
  for (const diagram of await page.locator('.diagram').all()) {
    await diagram.evaluate((figure) =>
      figure.scrollIntoView({ behavior: 'instant', block: 'center' }),
    );
    await diagram.locator('svg').first().waitFor();
  }
  await page.evaluate(async () => {
    for (let y = 0; y < document.body.scrollHeight; y += 600) {
      scrollTo({ top: y, behavior: 'instant' });
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    scrollTo({ top: 0, behavior: 'instant' });
  });
}

/** CHROMIUM_PATH, or a Chromium found where systems keep it. */
function findBrowser(): string {
  const known = [
    process.env.CHROMIUM_PATH,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  ];
  const found = known.find((path) => path && existsSync(path));
  if (found) return found;

  throw new Error(
    'No Chromium was found. Install it, or name its program in CHROMIUM_PATH.',
  );
}

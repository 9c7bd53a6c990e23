import assert from 'node:assert/strict';
import { test } from 'node:test';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { look, opened, seeAll, visit } from './browser.ts';
import { kinds, longest, missing, pages, samples, site } from './setup.ts';

const lesson = `/learn/${longest.slug}`;

for (const path of [...pages, missing]) {
  const isOfKind = kinds.includes(path);
  const what = isOfKind ? ', no axe violation in light and dark' : '';

  test(`${path} is whole at 320 px: no error, no request elsewhere, no scrolling sideways but inside code${what}`, async () => {
    await look(path, async (page) => {
      await seeAll(page);
      for (const drawing of await page.locator('.diagram svg').all()) {
        assert.match(
          (await drawing.locator('> title').textContent()) ?? '',
          /told in words/,
        );
      }
      await fits(page);
      if (!isOfKind) return;

      await page.setViewportSize({ width: 1280, height: 720 });
      await page.addStyleTag({ content: '* { transition: none !important }' });
      await thinOut(page);
      await isAccessible(page);
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.locator('html[data-theme=dark]').waitFor();
      await seeAll(page);
      // The page is the same in both, but for its colours.
      await isAccessible(page, ['color-contrast', 'link-in-text-block']);
    });
  });
}

test('the lines of a diff that are far away are not laid out, and have the height that they will have', async () => {
  await visit(`${lesson}/diff`, {}, async (page) => {
    const heights = await page
      .locator('[style*="--lines"]')
      .evaluateAll((all) =>
        all
          .filter(
            (one) =>
              !one.querySelector('tr')?.checkVisibility({
                contentVisibilityAuto: true,
              }),
          )
          .map((one) => {
            const element = one as HTMLElement;
            const expected = element.offsetHeight;
            element.style.contentVisibility = 'visible';
            return { expected, found: element.offsetHeight };
          }),
      );

    assert.ok(heights.length > 20, String(heights.length));
    for (const { expected, found } of heights)
      assert.ok(Math.abs(found - expected) <= 16, `${expected} and ${found}`); // a bar to scroll sideways
  });
});

const sampleDiffs = site.diffs.filter(({ chapter }) =>
  samples.some(({ slug }) => slug === chapter.slug),
);
for (const { chapter, files } of sampleDiffs) {
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
            site.diffs.find(({ chapter }) => chapter.slug === longest.slug)
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
    await page.waitForURL(`${opened.url}/learn/${site.chapters[0]?.slug}`);
    await page.getByRole('link', { name: 'src/app.ts' }).first().click();
    await page.waitForURL(/\/diff#src-app-ts$/);
    const heading = page.getByRole('heading', { name: 'src/app.ts' });
    await assert.doesNotReject(heading.waitFor({ state: 'visible' }));
    await page.getByRole('link', { name: 'Back to the lesson' }).click();
    await page.waitForURL(`${opened.url}/learn/${site.chapters[0]?.slug}`);
    await page.getByRole('link', { name: 'Chapters', exact: true }).click();
    await page.waitForURL(`${opened.url}/learn`);
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

test('a wrong address is answered with the chapter that was meant', async () => {
  const [, chapter] = site.chapters;
  await visit(`/learn/${chapter?.name}`, {}, async (page) => {
    const meant = page.getByRole('link', {
      name: `chapter ${chapter?.number}, ${chapter?.title}`,
    });
    await meant.click();
    await page.waitForURL(`${opened.url}/learn/${chapter?.slug}`);
  });
});

test('a chapter loads at most 200 KB of JavaScript at first', async () => {
  const context = await opened.browser.newContext();
  const page = await context.newPage();
  let bytes = 0;
  page.on('requestfinished', (request) => {
    // What is fetched ahead for the next page has another type.
    if (request.resourceType() !== 'script') return;
    void request.sizes().then(({ responseBodySize }) => {
      bytes += responseBodySize;
    });
  });

  await page.goto(opened.url + lesson, { waitUntil: 'networkidle' });
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

/** Nothing but code is wider than the window. */
async function fits(page: Page): Promise<void> {
  const { width, wide } = await page.evaluate(() => {
    const code = 'pre, [role=region][tabindex], .cm-editor';
    const wide = [...document.querySelectorAll('main *')]
      .filter((element) => !element.closest(code) && !element.closest('svg'))
      .filter((element) => element.getBoundingClientRect().right > 321)
      .filter((element) => !element.closest('.visually-hidden, thead'))
      .map((element) => element.outerHTML.slice(0, 120));
    return { width: document.documentElement.scrollWidth, wide };
  });

  assert.deepEqual(wide, []);
  assert.ok(width <= 320, `The page is ${width} px wide.`);
}

/** axe finds nothing, by all of its rules or by those that are named. */
async function isAccessible(page: Page, rules?: string[]): Promise<void> {
  const theme = await page.locator('html').getAttribute('data-theme');
  // "Legacy" leaves out frames of other origins, of which there are none, and takes a third of the time.
  const axe = new AxeBuilder({ page })
    .setLegacyMode()
    .options({ resultTypes: ['violations'], preload: false });
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();

  const found = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) =>
      [theme, id, html.slice(0, 200), failureSummary].join(': '),
    ),
  );
  assert.deepEqual(found, []);
}

/**
 * Opens the first fold, and takes away what is hidden in the others; then lines of code that look like an earlier one,
 * with the same classes on the same ground, but for the first of each block. Nearly all of the time that axe takes is
 * for these.
 */
async function thinOut(page: Page): Promise<void> {
  await page.evaluate(() => {
    const folds = document.querySelectorAll('main details:not([open])');
    for (const [index, fold] of folds.entries())
      if (index === 0) fold.setAttribute('open', '');
      else
        for (const hidden of fold.querySelectorAll(':scope > :not(summary)'))
          hidden.remove();
    const seen = new Set<string>();
    for (const line of document.querySelectorAll(
      '[role=region] tr, pre code > *',
    )) {
      const block = line.closest('[role=region], pre');
      const inside = new Set(
        [line, ...line.querySelectorAll('*')].map(
          (element) => element.getAttribute('class') ?? '',
        ),
      );
      const style = block ? getComputedStyle(block).backgroundColor : '';
      const look = [style, ...[...inside].sort()].join('|');
      const isFirst = !line.previousElementSibling;
      if (seen.has(look) && !isFirst) line.remove();
      seen.add(look);
    }
  });
}

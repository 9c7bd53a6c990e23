import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { visit } from './browser.ts';
import { baseUrl, build, samples } from './setup.ts';

const lesson = `/learn/${samples[0]?.slug}`;

for (const [what, words, path] of [
  ['prose', 'pool of connections lends', 'learn/orm'],
  ['code', 'hashtextextended', 'learn/ci/code#src-migrate-session-ts'],
  [
    'an error',
    'secretOrPrivateKey must have a value',
    'reference/errors#login-',
  ],
  ['a name of the API', 'createApp', 'reference/code#src-app-ts-createapp'],
  [
    'an operation',
    'PATCH /users/me/password',
    'reference/http#patch-users-me-password',
  ],
  ['a term', 'idempotent', 'glossary#idempotent'],
  ['a command', 'ground-up carry', 'reference/kit'],
] as const) {
  test(`search finds ${what}, and the keyboard leads to it`, async () => {
    await visit(lesson, {}, async (page) => {
      await page.keyboard.press('/');
      await page.keyboard.type(words);
      const link = page
        .locator(`dialog li > a[href^="${baseUrl}${path}"]`)
        .first();
      await link.waitFor();

      for (let presses = 0; presses < 40; presses += 1) {
        if (await link.evaluate((node) => node === document.activeElement))
          break;
        await page.keyboard.press('ArrowDown');
      }
      await page.keyboard.press('Enter');
      await page.waitForURL((url) =>
        `${url.pathname}${url.hash}`.startsWith(baseUrl + path),
      );
      assert.equal(await page.locator('dialog').count(), 0);
    });
  });
}

test('what it takes to search is loaded with the first word, and not before', async () => {
  await visit(lesson, {}, async (page) => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    const isLoaded = () => asked.some((url) => url.includes('/pagefind/'));

    await page.waitForLoadState('networkidle');
    await page.getByRole('button', { name: 'Search' }).click();
    assert.equal(isLoaded(), false);
    await page.getByRole('searchbox').fill('token');
    await page.locator('dialog li').first().waitFor();
    assert.equal(isLoaded(), true);
  });
  assert.ok(existsSync(join(build, 'pagefind', 'pagefind.js')));
});

test('Escape closes the search and gives back the focus; Enter opens the best', async () => {
  await visit(lesson, {}, async (page) => {
    const button = page.getByRole('button', { name: 'Search' });
    await button.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('"zzzz qqqq"');
    await page.getByText('Nothing has all these words').waitFor();
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('dialog').count(), 0);
    assert.ok(await button.evaluate((node) => node === document.activeElement));

    await page.keyboard.press('Control+k');
    await page.keyboard.type('idempotent');
    await page.locator('dialog li').first().waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/glossary#idempotent');
  });
});

test('a slash in a field is a slash', async () => {
  await visit('/glossary', {}, async (page) => {
    const box = page.getByRole('searchbox', { name: 'Find a term' });
    await box.focus();
    await page.keyboard.press('/');
    assert.equal(await box.inputValue(), '/');
    assert.equal(await page.locator('dialog').count(), 0);
  });
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the search has no axe violation and fits into 320 px, ${colorScheme}`, async () => {
    const viewport = { width: 320, height: 640 };
    await visit(lesson, { colorScheme, viewport }, async (page) => {
      await searchFor(page, 'secret');
      const { violations } = await new AxeBuilder({ page })
        .include('dialog')
        .setLegacyMode()
        .analyze();
      assert.deepEqual(
        violations.map(({ id, nodes }) => [id, nodes[0]?.html]),
        [],
      );
      const widths = await page.evaluate(() =>
        [...document.querySelectorAll('dialog, dialog *')]
          .map((element) => element.getBoundingClientRect())
          .map(({ left, right }) => [Math.floor(left), Math.ceil(right)]),
      );
      assert.ok(
        widths.every(([left = 0, right = 0]) => left >= 0 && right <= 320),
      );
    });
  });
}

test('without JavaScript there is no button that does nothing', async () => {
  await visit(lesson, { javaScriptEnabled: false }, async (page) => {
    const button = page.getByRole('button', { name: 'Search' });
    assert.equal(await button.count(), 0);
  });
});

async function searchFor(page: Page, words: string): Promise<void> {
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByRole('searchbox').fill(words);
  await page.locator('dialog li').first().waitFor();
}

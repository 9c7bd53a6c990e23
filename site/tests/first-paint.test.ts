import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAlive, opened, visit } from './browser.ts';
import { longest } from './setup.ts';

const lesson = `/learn/${longest.slug}`;

test('a page asks for its scripts after its text has been shown, and comes alive', async () => {
  await visit(lesson, {}, async (page) => {
    const [shown = 0, scripts] = await page.evaluate(() => [
      performance.getEntriesByName('first-contentful-paint')[0]?.startTime,
      performance
        .getEntriesByType('resource')
        .filter(({ name }) => /\/assets\/js\/[^/]+$/.test(name))
        .map(({ startTime }) => startTime),
    ]);

    assert.ok(shown > 0);
    assert.ok(Array.isArray(scripts) && scripts.length > 1);
    assert.ok(Math.min(...scripts) >= shown, `${scripts.join()} ${shown}`);
  });
});

test('a page that is not shown comes alive all the same', async () => {
  const page = await opened.browser.newPage();
  await page.addInitScript(() => {
    // As in a tab behind another: there is no paint to be told of.
    window.PerformanceObserver = class {
      observe() {}
    } as unknown as typeof PerformanceObserver;
  });
  await page.goto(opened.url + lesson);
  await isAlive(page);
  await page.close();
});

test('the menu of a narrow window is made when it is opened, and leads somewhere', async () => {
  const viewport = { width: 320, height: 640 };
  await visit(lesson, { viewport }, async (page) => {
    const menu = page.locator('.navbar-sidebar');
    assert.equal(await menu.count(), 0);

    await page.getByRole('button', { name: 'Toggle navigation bar' }).click();
    await menu.getByRole('link', { name: 'All chapters' }).waitFor();
    await page.getByRole('button', { name: 'Close navigation bar' }).click();
    await menu.getByRole('link', { name: 'All chapters' }).waitFor({
      state: 'hidden',
    });
  });
});

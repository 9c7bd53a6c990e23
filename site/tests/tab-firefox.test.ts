/** One walk through a page of "Run it here" in Firefox. What such a page does in full is tried in Chromium. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { readCode } from '../../shared/src/chapters.ts';
import { findFirefox, noFirefox } from './find-browser.ts';
import { baseUrl, build, kit } from './setup.ts';
import { serveSite } from './serve.ts';
import { openFirefox } from './tab-page.ts';

const chapter = kit.chapters.find(({ slug }) => slug === 'crud');
assert.ok(chapter);
const app = readCode(chapter.dir).get('src/app.ts') ?? '';
const greeting = "res.json({ message: 'Hello World' });";
const edited = app.replace(greeting, "res.json({ message: 'Hello reader' });");
const endless = app.replace(greeting, 'for (;;) {}');
const broken = app.replace('= express();', '= expresss();');
const brokenLine = broken.split('= expresss();')[0]?.split('\n').length;

const skip = findFirefox() ? false : noFirefox;
test(
  'in Firefox: edit, send, test, see an error at its line, end an endless loop',
  {
    skip,
  },
  async () => {
    const { server, url } = await serveSite(build, baseUrl);
    const firefox = await openFirefox();
    try {
      const page = await firefox.newPage();
      const problems: string[] = [];
      page.on('pageerror', (error) => problems.push(String(error)));
      page.on('console', (message) => {
        if (message.type() === 'error') problems.push(message.text());
      });
      await page.goto(`${url}/learn/crud/run`);
      await fill(page, 'combobox', 'File', 'src/app.ts');
      await fill(page, 'textbox', 'Path', '/');

      await write(page, edited);
      await press(page, 'Send');
      await see(page, '"message": "Hello reader"');

      await press(page, 'Run the tests');
      await see(page, '1 failed.');

      await write(page, broken);
      await press(page, 'Run');
      await see(page, '✗ ReferenceError: expresss is not defined');
      await press(page, `Show src/app.ts:${brokenLine}`);
      await page.waitForFunction(
        (line) =>
          document.querySelector('.cm-activeLineGutter')?.textContent === line,
        {},
        String(brokenLine),
      );

      await write(page, endless);
      await press(page, 'Send');
      await see(page, 'no answer within');
      await write(page, edited);
      await press(page, 'Send');
      await see(page, '"message": "Hello reader"');
      assert.deepEqual(problems, []);
    } finally {
      await firefox.close();
      server.close();
    }
  },
);

/** Replaces the text of the file that is shown. */
async function write(page: Page, text: string): Promise<void> {
  await page.locator('.cm-content').click();
  await page.keyboard.down('Control');
  await page.keyboard.press('a');
  await page.keyboard.up('Control');
  await page.evaluate(
    (text) => document.execCommand('insertText', false, text),
    text,
  );
}

async function fill(
  page: Page,
  role: string,
  name: string,
  value: string,
): Promise<void> {
  await page.locator(`::-p-aria([name="${name}"][role="${role}"])`).fill(value);
}

async function press(page: Page, name: string): Promise<void> {
  await page.locator(`::-p-aria([name="${name}"][role="button"])`).click();
}

async function see(page: Page, text: string): Promise<void> {
  await page.locator(`main ::-p-text(${text})`).wait();
}

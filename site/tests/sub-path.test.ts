import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { unzipSync } from 'fflate';
import { type Browser, chromium, type Page } from 'playwright-core';
import { archive } from '../kit/offline.ts';
import { findBrowser } from './find-browser.ts';
import { isAlive } from './browser.ts';
import { findFile, serveSite } from './serve.ts';
import { pages, site } from './setup.ts';

/** As GitHub Pages serves a repository. */
const baseUrl = '/ground-up/';
const origin = 'https://someone.github.io';

const folder = mkdtempSync(join(tmpdir(), 'ground-up sub-path '));
let browser: Browser;
let server: Server;
let url: string;

before(async () => {
  const env = { ...process.env, BASE_URL: baseUrl, SITE_URL: origin };
  const docusaurus = require.resolve('@docusaurus/core/bin/docusaurus.mjs');
  const cwd = join(__dirname, '..');
  for (const words of [
    [docusaurus, 'build', '--out-dir', folder],
    ['--import', 'tsx', 'scripts/finish.ts', folder],
  ])
    execFileSync(process.execPath, words, { cwd, env, stdio: 'pipe' });
  ({ url, server } = await serveSite(folder, baseUrl));
  browser = await chromium.launch({
    executablePath: findBrowser(),
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });
});

after(async () => {
  await browser?.close();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

test('under a sub-path every link, script and picture leads somewhere below it', () => {
  const dead: string[] = [];
  for (const page of pages) {
    const file = findFile(folder, page);
    assert.ok(file, page);
    for (const [, quoted, bare] of readFileSync(file, 'utf8').matchAll(
      /\s(?:href|src)=(?:"([^"]*)"|([^\s>]+))/g,
    )) {
      const address = quoted ?? bare ?? '';
      if (/^(https?:|mailto:|data:|#)/.test(address)) continue;
      const [path = ''] = address.split(/[?#]/);
      const inside = path.startsWith(baseUrl) && path.slice(baseUrl.length);
      if (inside === false || !findFile(folder, inside))
        dead.push(`${page}: ${address}`);
    }
  }
  assert.deepEqual(dead, []);
});

test('sitemap, llms.txt and social cards name the place where the site stands', () => {
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  const here = origin + baseUrl;

  assert.ok(read('sitemap.xml').includes(`<loc>${here}learn/crud</loc>`));
  assert.ok(read('llms.txt').includes(`](${here}learn/crud.md)`));
  assert.match(read('learn/crud.html'), new RegExp(`"?${here}img/card.png`));
  const files = Object.keys(unzipSync(readFileSync(join(folder, archive))));
  assert.ok(files.includes('ground-up/learn/crud/index.html'));
});

test('a reader goes through the site under a sub-path', async () => {
  await walk(async (page) => {
    const [first, second] = site.chapters;
    await page.goto(`${url}/`);
    await isAlive(page);
    await page.getByRole('link', { name: /^Start with chapter/ }).click();
    await page.waitForURL(`${url}/learn/${first?.slug}`);
    await page.getByRole('link', { name: /^Next/ }).click();
    await page.waitForURL(`${url}/learn/${second?.slug}`);
    await page.locator('.diagram').first().scrollIntoViewIfNeeded();
    await page.locator('.diagram svg').first().waitFor();
    await page.locator('.kit-file a').first().click();
    await page.waitForURL(/\/ground-up\/learn\/crud\/code#/);

    await page.goto(`${url}/concepts/cors`);
    await isAlive(page);
    const picture = page.locator('main img');
    await picture.scrollIntoViewIfNeeded();
    await page.waitForFunction(
      () => document.querySelector<HTMLImageElement>('main img')?.naturalWidth,
    );
    await page.goto(`${url}/compare?from=hello&to=crud`);
    await page.getByText(/files changed/).waitFor();
  });
});

test('a chapter runs under a sub-path', async () => {
  await walk(async (page) => {
    await page.goto(`${url}/learn/crud`);
    await page.getByRole('link', { name: 'Run it here' }).click();
    await page.waitForURL(`${url}/learn/crud/run`);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('200 OK, after').waitFor();
  });
});

test('the archive, unpacked behind a static server, runs a chapter', async () => {
  const unpacked = mkdtempSync(join(tmpdir(), 'ground-up archive '));
  const packed = unzipSync(readFileSync(join(folder, archive)));
  for (const [path, bytes] of Object.entries(packed)) {
    mkdirSync(join(unpacked, dirname(path)), { recursive: true });
    writeFileSync(join(unpacked, path), bytes);
  }
  const served = await serveSite(unpacked);
  try {
    await walk(async (page) => {
      await page.goto(`${served.url}${baseUrl}learn/crud/run/`);
      await page.getByRole('button', { name: 'Send' }).click();
      await page.getByText('200 OK, after').waitFor();
    }, served.url);
  } finally {
    served.server.close();
    rmSync(unpacked, { recursive: true, force: true });
  }
});

test('search works under a sub-path, and leads to its pages', async () => {
  await walk(async (page) => {
    await page.goto(`${url}/learn`);
    await isAlive(page);
    await page.keyboard.press('/');
    await page.keyboard.type('idempotent');
    await page.locator('dialog li a').first().click();
    await page.waitForURL(`${url}/glossary#idempotent`);
    await page.locator('#idempotent').waitFor();
  });
});

test('downloads and the print page are there', async () => {
  await walk(async (page) => {
    for (const path of [
      'patches/02-crud.patch',
      'teach/questions.gift',
      'print',
      archive,
    ]) {
      const response = await page.request.get(`${url}/${path}`);
      assert.equal(response.status(), 200, path);
    }
  });
});

/** Fails when a page asks for anything that does not stand below the sub-path, or that is not there. */
async function walk(
  use: (page: Page) => Promise<void>,
  home = url,
): Promise<void> {
  const page = await browser.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`404: ${response.url()}`);
  });
  page.on('request', (request) => {
    const asked = request.url();
    if (!/^(data|blob):/.test(asked) && !asked.startsWith(`${home}/`))
      problems.push(`asked for ${asked}`);
  });
  try {
    await use(page);
    assert.deepEqual(problems, []);
  } finally {
    await page.close();
  }
}

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { after, before, test } from 'node:test';
import AxeBuilder from '@axe-core/playwright';
import { unzipSync } from 'fflate';
import { type Browser, chromium, type Page } from 'playwright-core';
import { lookUpPages, referencePages } from '../kit/lookup-pages.ts';
import { archive } from '../kit/offline.ts';
import { findBrowser } from './find-browser.ts';
import { serveSite, types } from './serve.ts';
import { baseUrl, build, site } from './setup.ts';

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

test('the glossary is filtered by keyboard, and whole again after Escape', async () => {
  await visit('/glossary', async (page) => {
    const terms = page.locator('dt');
    const box = page.getByRole('searchbox', { name: 'Find a term' });
    await tabTo(page, box);

    await page.keyboard.type('TOKEN access');
    assert.deepEqual(await terms.allTextContents(), ['Access token']);
    assert.match(await page.getByRole('status').innerText(), /^1 of \d+$/);

    await page.keyboard.type('zzz');
    assert.equal(await terms.count(), 0);
    assert.match(await page.getByRole('status').innerText(), /^Nothing/);

    await page.keyboard.press('Escape');
    assert.equal(await terms.count(), site.lookup.glossary.total);
  });
});

test('a link to a term shows it under the bar at the top', async () => {
  await visit('/glossary#jwt', async (page) => {
    const entry = page.locator('#jwt');
    await entry.waitFor();
    const bar = await page.locator('.navbar').boundingBox();
    await page.waitForTimeout(300);
    const place = await entry.boundingBox();
    assert.ok(place && bar && place.y >= bar.height && place.y < 400);
  });
});

test('without JavaScript the glossary is whole and has no dead box', async () => {
  await visit(
    '/glossary',
    async (page) => {
      assert.equal(
        await page.locator('dt').count(),
        site.lookup.glossary.total,
      );
      assert.equal(await page.getByRole('searchbox').count(), 0);
    },
    false,
  );
});

for (const path of [
  ...lookUpPages(site.lookup).map(({ path }) => path),
  ...['/learn/setup', '/contribute', '/accessibility'],
]) {
  test(`${path} says without JavaScript what it says with it`, async () => {
    const texts: string[] = [];
    for (const javaScriptEnabled of [true, false]) {
      await visit(
        path,
        async (page) => {
          const main = page.locator('main');
          texts.push((await main.innerText()).replaceAll(/\s+/g, ' '));
        },
        javaScriptEnabled,
      );
    }

    const [withIt = '', without = ''] = texts;
    const box = /Find (a term|a message|what you know) /; // the label of a box that only JavaScript serves
    assert.ok(without.length > 500);
    assert.equal(without.replace(box, ''), withIt.replace(box, ''));
  });
}

for (const path of ['/reference/errors', '/coming-from/python']) {
  test(`${path} is filtered by keyboard`, async () => {
    await visit(path, async (page) => {
      const rows = page.locator('tbody tr');
      const all = await rows.count();
      await tabTo(page, page.getByRole('searchbox'));

      await page.keyboard.type(
        path.includes('errors') ? 'deadlock' : 'alembic',
      );
      const found = await rows.count();
      assert.ok(found > 0 && found < all, `${found} of ${all}`);
      for (const text of await rows.allTextContents())
        assert.match(text, /deadlock|alembic/i);

      await page.keyboard.press('Escape');
      assert.equal(await rows.count(), all);
    });
  });
}

test('the menu opens by keyboard and leads to every look-up page', async () => {
  await visit('/', async (page) => {
    const menu = page.getByRole('button', { name: 'Look up' });
    await tabTo(page, menu);
    await page.keyboard.press('Enter');
    const items = page.locator('.navbar .dropdown__menu a');
    await items.first().waitFor();
    const hrefs = await items.evaluateAll((links) =>
      links.map((link) => link.getAttribute('href')),
    );
    assert.deepEqual(
      new Set(hrefs),
      new Set(
        [
          ...lookUpPages(site.lookup),
          referencePages.api,
          referencePages.http,
        ].map(({ path }) => baseUrl + path.slice(1)),
      ),
    );

    await tabTo(page, items.filter({ hasText: 'Error messages' }));
    await page.keyboard.press('Enter');
    await page.waitForURL(`${url}/reference/errors`);
  });
});

test('the beginning of the print page has no axe violation', async () => {
  await visit('/print', async (page) => {
    // The lessons themselves are looked at on their own pages; all of them at once take minutes.
    const { violations } = await new AxeBuilder({ page })
      .include('.print-head')
      .include('article:first-of-type')
      .setLegacyMode()
      .analyze();
    assert.deepEqual(
      violations.map(({ id, nodes }) => [id, nodes[0]?.html]),
      [],
    );
  });
});

test('the archive, unpacked, is read behind a server that knows nothing but files', async () => {
  const files = unzipSync(readFileSync(join(build, archive)));
  const plain = createServer((request, response) => {
    const path = decodeURIComponent(
      (request.url ?? '/').split(/[?#]/)[0] ?? '',
    );
    const file =
      files[path.slice(1)] ?? files[join(path.slice(1), 'index.html')];
    const isFolder = !(path.slice(1) in files) && !path.endsWith('/');
    if (file && isFolder) {
      response.writeHead(301, { Location: `${path}/` }).end();
    } else {
      const type = types[extname(path) || '.html'] ?? 'text/plain';
      response.writeHead(file ? 200 : 404, { 'Content-Type': type }).end(file);
    }
  });
  await new Promise<void>((resolve) => {
    plain.listen(0, '127.0.0.1', resolve);
  });
  const { port } = plain.address() as AddressInfo;
  const context = await browser.newContext();
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(response.url());
  });

  try {
    await page.goto(`http://127.0.0.1:${port}${baseUrl}learn/crud`, {
      waitUntil: 'networkidle',
    });
    await page.locator('main h1').waitFor();
    await page.locator('.site-footer a', { hasText: 'Glossary' }).click();
    await page.getByRole('heading', { level: 1, name: 'Glossary' }).waitFor();
    await page.reload({ waitUntil: 'networkidle' });
    await page.getByRole('searchbox', { name: 'Find a term' }).fill('jwt');
    assert.equal(await page.locator('dt').count(), 1);

    await page.goto(`http://127.0.0.1:${port}${baseUrl}learn/crud/run`);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('200 OK, after').waitFor();
    assert.deepEqual(problems, []);
  } finally {
    await context.close();
    plain.close();
  }
});

async function visit(
  path: string,
  use: (page: Page) => Promise<void>,
  javaScriptEnabled = true,
): Promise<void> {
  const context = await browser.newContext({ javaScriptEnabled });
  try {
    const page = await context.newPage();
    await page.goto(url + path, { waitUntil: 'networkidle' });
    if (javaScriptEnabled && path !== '/print')
      await page.locator('html[data-has-hydrated=true]').waitFor();
    await use(page);
  } finally {
    await context.close();
  }
}

/** Presses Tab until the element has the focus. */
async function tabTo(page: Page, element: ReturnType<Page['locator']>) {
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press('Tab');
    if (await element.evaluate((node) => node === document.activeElement))
      return;
  }
  assert.fail('Tab does not reach it.');
}

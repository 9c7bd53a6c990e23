/** Draws static/img/card.png, what other sites show beside a link to this one. Run it when its words change. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { findBrowser } from '../tests/find-browser.ts';

const site = join(__dirname, '..');
const letters = readFileSync(
  join(
    site,
    'node_modules/@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2',
  ),
).toString('base64');
const logo = readFileSync(join(site, 'static/img/logo.svg'), 'utf8');
const strata = ['#0b6849', '#3d8a6d', '#7fb09b', '#bfd0c7', '#dfe8e3'];

const html = `<style>
@font-face { font-family: Next; src: url(data:font/woff2;base64,${letters}); font-weight: 200 800 }
body { margin: 0; width: 1200px; height: 630px; background: #fafbfa; color: #14201b; font-family: Next; position: relative; overflow: hidden }
svg { width: 104px; height: 104px; position: absolute; left: 84px; top: 92px }
h1 { position: absolute; left: 216px; top: 88px; margin: 0; font-size: 96px; font-weight: 740; letter-spacing: -2px; line-height: 112px }
p { position: absolute; left: 84px; top: 240px; width: 980px; margin: 0; font-size: 50px; line-height: 1.3; color: #34423c; text-wrap: balance }
div { position: absolute; left: 0; right: 0; height: 22px }
</style>${logo}<h1>Ground Up</h1><p>A production REST API, chapter by chapter: every step runs, and every answer was recorded.</p>
${strata.map((colour, index) => `<div style="bottom:${(strata.length - 1 - index) * 30}px;background:${strata[strata.length - 1 - index]};right:${(strata.length - 1 - index) * 170}px"></div>`).join('')}`;

async function draw() {
  const browser = await chromium.launch({
    executablePath: findBrowser(),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  const page = await browser.newPage({
    viewport: { width: 1200, height: 630 },
  });
  await page.setContent(html, { waitUntil: 'load' });
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(site, 'static/img/card.png') });
  await browser.close();
}

void draw();

/**
 * Prints what a chapter costs in a page, beside Node in the same run: from a click to the first response, with nothing
 * cached, and again after a file was changed; its tests; and what it loads. Takes slugs of chapters; 04, 09 and the newest
 * unless told.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { type Chapter, root } from '../../shared/src/chapters.ts';
import { namesOfModules } from '../tab/bundle/build.ts';
import { lacksOf, testFilesOf } from '../tab/support.ts';
import type { Built, Files } from '../tab/tab.ts';
import { openTabSite, type TabSite } from '../tests/tab-page.ts';

const runs = 5;
const pause = 3_000; // a reader who changes something takes longer
const goals = { size: 900, cold: 1_000, warm: 600, tests: 3 };

async function main() {
  const site = await openTabSite();
  const slugs = process.argv.slice(2);
  const newest = site.chapters.at(-1)?.slug ?? '';
  for (const slug of slugs.length > 0 ? slugs : ['errors', 'queries', newest]) {
    const chapter = site.chapters.find((one) => one.slug === slug);
    if (!chapter) throw new Error(`There is no chapter ${slug}.`);
    await measure(site, chapter);
  }
  await site.close();
}

async function measure(site: TabSite, chapter: Chapter) {
  const built = site.builtOf(chapter.slug);
  const { files } = built;
  const app = 'src/app.ts';
  const changed = { ...files, [app]: `${files[app]}// changed\n` };
  const cold: number[] = [];
  const warm: number[] = [];
  let bytes = 0;
  let more = 0;
  for (let run = 0; run < runs; run += 1) {
    const page = await site.openPage();
    const taken = new Set<string>();
    page.context().on('request', (request) => taken.add(request.url()));
    cold.push(await respond(page, built, files));
    bytes = sizeOf(site, taken);
    warm.push(await respond(page, built, changed));
    more = sizeOf(site, taken) - bytes;
    await page.context().close();
  }

  const page = await site.openPage();
  const names = namesOfModules();
  const only = testFilesOf(files).filter(
    (file) => lacksOf(file, files, names).length === 0,
  );
  const inPage = await page.evaluate(
    async ({ built, only }) => {
      const started = performance.now();
      const tab = window.createTab({ assets: 'tab/', built, limit: 60_000 });
      await tab.test(built.files, { only });
      return performance.now() - started;
    },
    { built, only },
  );
  await page.context().close();
  const inNode = await testsInNode(chapter, only);

  console.log(
    [
      `${chapter.name}: ${kilobytes(bytes)} KB gzip (at most ${goals.size}), ${kilobytes(more)} more when a file was changed`,
      `first response ${median(cold)} ms cold (at most ${goals.cold}), ${median(warm)} ms when a file was changed (at most ${goals.warm})`,
      `${only.length} test files ${Math.round(inPage)} ms, in Node ${Math.round(inNode)} ms: ${(inPage / inNode).toFixed(2)} times (at most ${goals.tests})`,
    ].join('\n  '),
  );
}

/** Milliseconds from a run of `files` to its first response, in the page's one tab. */
function respond(page: Page, built: Built, files: Files): Promise<number> {
  return page.evaluate(
    async ({ built, files, pause }) => {
      const tab = (window.tabs['one'] ??= window.createTab({
        assets: 'tab/',
        built,
        limit: 60_000,
      }));
      const started = performance.now();
      await tab.run(files);
      await tab.fetch({ method: 'GET', path: '/', headers: [] });
      const time = performance.now() - started;
      await new Promise((resolve) => setTimeout(resolve, pause));
      return time;
    },
    { built, files, pause },
  );
}

function sizeOf({ url, folder }: TabSite, taken: Set<string>): number {
  return [...taken]
    .filter((address) => address.startsWith(`${url}tab/`))
    .map((address) => readFileSync(join(folder, address.slice(url.length))))
    .reduce((sum, file) => sum + gzipSync(file, { level: 9 }).length, 0);
}

/** The same test files in Node, with the start of Vitest, as a reader waits for it. */
async function testsInNode({ dir }: Chapter, only: string[]): Promise<number> {
  const started = performance.now();
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const child = spawn(process.execPath, [vitest, 'run', ...only], {
    cwd: dir,
    stdio: 'ignore',
  });
  await once(child, 'exit');
  return performance.now() - started;
}

function kilobytes(bytes: number): number {
  return Math.round(bytes / 1024);
}

function median(times: number[]): number {
  const sorted = [...times].sort((one, other) => one - other);
  return Math.round(sorted[Math.floor(sorted.length / 2)] ?? 0);
}

void main();

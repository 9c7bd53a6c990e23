/**
 * What is made of a built site: pages whose text comes first, the policy of pages that run code and what they run it with, all lessons as one page, the search index, then the archive to read without a network.
 * Takes the folder of the site, `build` unless told.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openKit } from '../../shared/src/kit.ts';
import type { CodeReference } from '../kit/code-reference.ts';
import type { HttpReference } from '../kit/http-reference.ts';
import { buildTab } from '../tab/bundle/build.ts';
import { archive, zipSite } from '../kit/offline.ts';
import { securePages } from '../kit/policy.ts';
import { showTextFirst } from '../kit/first-paint.ts';
import { printPage } from '../kit/print.ts';
import { indexSite } from '../kit/search.ts';
import { deriveSite } from '../kit/site.ts';

const build = resolve(process.argv[2] ?? join(__dirname, '..', 'build'));
const baseUrl = process.env.BASE_URL ?? '/';

async function finish() {
  const kit = openKit();
  const site = deriveSite(kit, null);
  showTextFirst(build, baseUrl);
  const runPages = site.runPages.map(({ chapter }) => chapter.slug);
  securePages(
    build,
    runPages.map((slug) => `learn/${slug}/run`),
  );
  await buildTab(kit.chapters, join(build, 'tab'));
  writeFileSync(
    join(build, 'print.html'),
    printPage(build, site.parts, baseUrl),
  );
  const { references } = readGenerated<{ references: CodeReference[] }>(
    'code-reference',
  );
  const http = readGenerated<HttpReference>('http-reference');
  const found = await indexSite(site, { code: references, http }, build);
  const bytes = zipSite(build, baseUrl);
  writeFileSync(join(build, archive), bytes);
  console.log(
    `All lessons are in print.html, ${found} pages and entries can be found, the site is in ${archive} (${(bytes.length / 1024 / 1024).toFixed(1)} MB).`,
  );
}

function readGenerated<Content>(name: string): Content {
  const file = join(__dirname, '..', '.generated', `${name}.json`);
  return JSON.parse(readFileSync(file, 'utf8')) as Content;
}

void finish();

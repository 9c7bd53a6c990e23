import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { applyBug, readBug } from '../../shared/src/bug.ts';
import { chapterBefore } from '../../shared/src/chapters.ts';
import { exchange, settle } from '../../shared/src/exchanges.ts';
import { openKit, readExamples, readRecorded } from '../../shared/src/kit.ts';
import { filesOf, namesOfModules, runsInTab } from '../tab/bundle/build.ts';
import { lacksOf, type Names, testFilesOf } from '../tab/support.ts';
import type { Files, TestResult } from '../tab/tab.ts';
import { findFirefox, noFirefox } from './find-browser.ts';
import {
  bridge,
  keyOf,
  type Outcomes,
  recordingServer,
  runInNode,
} from './parity.ts';
import { openTabSite, type TabSite } from './tab-page.ts';

const kit = openKit();
/** Chapters to compare, by their names, with commas between; all, unless told. */
const chosen = (process.env.TAB_PARITY ?? '').split(',').filter(Boolean);
const chapters = kit.chapters
  .filter(runsInTab)
  .filter(({ name }) => chosen.length === 0 || chosen.includes(name));
const filesBy = new Map(
  kit.chapters.map((chapter) => [chapter.name, filesOf(chapter)]),
);
const wanted = new Map(
  chapters.map(({ name }) => [name, testFilesOf(filesBy.get(name) ?? {})]),
);

const browsers = [
  { browser: 'Chromium', skip: false, openPage: () => site.openPage() },
  {
    browser: 'Firefox',
    skip: findFirefox() ? false : noFirefox,
    openPage: () => site.openPageInFirefox(),
  },
];
/** Exchanges that hold a message of the engine itself, which words it its own way: the page of the runtime says so. */
const inOtherWords: Record<string, string[]> = {
  'Firefox 03-validation': ['beforeNoBody'],
  'Firefox 04-errors': ['beforeBrokenJson'],
};

let site: TabSite;
/** What is wanted, without the files that the runtime leaves out. */
let runnable: Map<string, string[]>;
let inNode: Promise<Outcomes> | undefined;

before(async () => {
  runnable = runnableOf(namesOfModules());
  site = await openTabSite();
});

after(() => site?.close());

/** Once, for all chapters, while the first of them runs in the page. */
function outcomesInNode(): Promise<Outcomes> {
  inNode ??= runInNode(runnable);
  inNode.catch(() => {}); // told where it is awaited
  return inNode;
}

function runnableOf(names: Names) {
  return new Map(
    [...wanted].map(([name, paths]) => [
      name,
      paths.filter(
        (path) => lacksOf(path, filesBy.get(name) ?? {}, names).length === 0,
      ),
    ]),
  );
}

for (const { browser, skip, openPage } of browsers)
  describe(`tests in ${browser}`, { skip }, () => {
    for (const { name, slug } of chapters)
      test(`${name}: what Node says of each test a page says`, async (t) => {
        const only = wanted.get(name) ?? [];
        const node = outcomesInNode();
        const page = await openPage();
        const results = await page.evaluate(
          ({ built, only }) =>
            window
              .createTab({ assets: 'tab/', built, limit: 60_000 })
              .test(built.files, { only }),
          { built: site.builtOf(slug), only },
        );
        await page.close();

        const leftOut = results.filter(isLeftOut);
        const inPage = results.filter((result) => !isLeftOut(result));
        const outcomes = new Map(
          inPage.map(({ file, name: title, state }) => [
            keyOf(name, file, title),
            state,
          ]),
        );
        const expected = [...(await node)].filter(([key]) =>
          key.startsWith(`${name}/`),
        );
        assert.deepEqual(differences(outcomes, new Map(expected)), []);
        assert.deepEqual(
          leftOut.map(({ file }) => file),
          only.filter((file) => !runnable.get(name)?.includes(file)),
        );
        assert.ok(inPage.length > 0);
        t.diagnostic(
          `${inPage.length} tests compared, ${leftOut.length} files left out`,
        );
      });
  });

for (const { browser, skip, openPage } of browsers)
  describe(`exchanges in ${browser}`, { skip }, () => {
    for (const chapter of chapters)
      test(`${chapter.name}: what was recorded is answered in a page`, async () => {
        const examples = readExamples(kit, chapter);
        const env = Object.fromEntries(
          Object.entries(examples.variables).filter(([name]) =>
            /^[A-Z_]+$/.test(name),
          ),
        );
        const page = await openPage();
        const built = site.builtOf(chapter.slug);
        const targets = [...new Set(examples.requests.map(({ on }) => on))];
        const servers = await Promise.all(
          targets.map(async (on) => {
            const files = filesFor(on);
            const server = recordingServer(files, {
              unsafe: on === 'unsafe',
              env,
            });
            const running = { ...files, 'src/server.ts': server };
            return [on, await bridge(page, running, on, built)] as const;
          }),
        );
        try {
          const now = await exchange(
            examples,
            Object.fromEntries(servers.map(([on, { url }]) => [on, url])),
          );

          const recorded = readRecorded(chapter);
          const { changed } = settle(recorded, now);
          const words = inOtherWords[`${browser} ${chapter.name}`] ?? [];
          assert.deepEqual(changed, words);
          for (const name of words)
            assert.equal(
              now[name]?.response.status,
              recorded[name]?.response.status,
            );
        } finally {
          for (const [, { close }] of servers) await close();
          await page.close();
        }

        function filesFor(on: string): Files {
          const own = filesBy.get(chapter.name) ?? {};
          const last = chapterBefore(kit.chapters, chapter) ?? chapter;
          if (on === 'before') return filesBy.get(last.name) ?? {};
          if (on !== 'bug') return own;
          const all = new Map(Object.entries(own));
          return Object.fromEntries(applyBug(all, readBug(kit, chapter)));
        }
      });
  });

function isLeftOut({ name, state }: TestResult): boolean {
  return name === '' && state === 'skipped';
}

/** Tests that ended differently, or only on one side. */
function differences(inPage: Outcomes, node: Outcomes): string[] {
  const keys = [...new Set([...inPage.keys(), ...node.keys()])];
  return keys
    .filter((key) => inPage.get(key) !== node.get(key))
    .map(
      (key) =>
        `${key}: ${inPage.get(key) ?? 'absent'} in the page, ${node.get(key) ?? 'absent'} in Node`,
    );
}

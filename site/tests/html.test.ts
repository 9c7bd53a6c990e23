import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { chapterBefore, readCode } from '../../shared/src/chapters.ts';
import { generate } from '../../shared/src/generate.ts';
import { readQuiz, readRecorded } from '../../shared/src/kit.ts';
import { readLesson } from '../../shared/src/lesson.ts';
import {
  baseUrl,
  build,
  kit,
  pages,
  readPages,
  site,
  textOf,
} from './setup.ts';
import { findFile } from './serve.ts';

const html = readPages();

test('every page is built', () => {
  for (const path of pages) {
    assert.ok(findFile(build, path), `${path} is not built.`);
  }
  assert.ok(html.has('404.html'));
});

test('every internal link and anchor leads somewhere', () => {
  const dead: string[] = [];
  let count = 0;

  for (const [page, text] of html) {
    for (const [, , quoted, bare] of text.matchAll(
      /\s(href|src)=(?:"([^"]*)"|([^\s>]+))/g,
    )) {
      const url = (quoted ?? bare ?? '').replaceAll('&amp;', '&');
      if (/^(https?:|mailto:|data:)/.test(url)) continue;

      count += 1;
      const [path = '', hash = ''] = url.split('#');
      const isInside = path === '' || `${path}/`.startsWith(baseUrl);
      const file =
        path === ''
          ? join(build, page)
          : findFile(build, path.slice(baseUrl.length - 1).split('?')[0] ?? '');
      if (!isInside || !file) dead.push(`${page}: ${url}`);
      else if (hash && !hasAnchor(file, hash))
        dead.push(`${page}: ${url} (no such anchor)`);
    }
  }

  assert.deepEqual(dead, []);
  assert.ok(count > 100, `Only ${count} links were found.`);
});

test('no generated marker is in sight and no code block is empty', () => {
  for (const [page, text] of html) {
    const seen = textOf(text);
    const namesThem = page === 'contribute.html';
    if (!namesThem) assert.doesNotMatch(seen, /kit:[a-z]|\/kit -->/, page);
    assert.doesNotMatch(text, /<code[^>]*><\/code>/, page);
  }
});

for (const chapter of kit.chapters) {
  const lesson = html.get(`learn/${chapter.slug}.html`) ?? '';
  const diff = html.get(`learn/${chapter.slug}/diff.html`) ?? '';

  test(`${chapter.name}: the lesson has every heading of its README`, () => {
    const readme = readFileSync(join(chapter.dir, 'README.md'), 'utf8');
    const { title, sections } = readLesson(readme);
    const seen = textOf(lesson);

    assert.ok(sections.length > 0);
    for (const heading of [title, ...sections.map((one) => one.title)]) {
      assert.ok(seen.includes(heading), heading);
    }
  });

  test(`${chapter.name}: every recorded exchange is in the lesson`, () => {
    const names = Object.keys(readRecorded(chapter));
    const seen = squeeze(textOf(lesson));

    assert.ok(names.length > 0);
    for (const name of names) {
      const { fences } = readLesson(generate(kit, chapter, `exchange ${name}`));
      assert.equal(fences.length, 2);
      for (const { text } of fences) {
        assert.ok(seen.includes(squeeze(text)), `${name}: ${text}`);
      }
    }
  });

  test(`${chapter.name}: the diff has every note and every changed line`, () => {
    const seen = squeeze(textOf(diff));
    const { changes } = chapter.manifest;
    const notes = Object.values(changes).flatMap((note) =>
      typeof note === 'string' ? [note] : Object.values(note),
    );
    const files = site.diffs.find(
      (one) => one.chapter.slug === chapter.slug,
    )?.files;

    for (const note of notes) {
      assert.ok(seen.includes(squeeze(note.replaceAll('`', ''))), note);
    }
    assert.ok(files && files.length > 0);
    const before = chapterBefore(kit.chapters, chapter);
    const old = before ? readCode(before.dir) : new Map<string, string>();
    for (const [path, text] of readCode(chapter.dir)) {
      if (old.get(path) === text) continue;
      assert.ok(seen.includes(squeeze(path)), path);
      for (const line of text.split('\n')) {
        assert.ok(seen.includes(squeeze(line)), `${path}: ${line}`);
      }
    }
  });

  test(`${chapter.name}: the patch can be downloaded`, () => {
    const [, href = ''] = /href=(?:")?([^\s">]+\.patch)/.exec(diff) ?? [];
    const file = join(build, href.slice(baseUrl.length - 1));

    assert.ok(existsSync(file), href);
    assert.match(readFileSync(file, 'utf8'), /^diff --git a\//);
  });
}

test('no heading shows the place of a case, as names of tests have it', () => {
  const shown = [...html].flatMap(([page, text]) =>
    Array.from(
      text.matchAll(/<h[1-6][^>]*>([^]*?)<\/h[1-6]>/g),
      ([, heading = '']) => `${page}: ${textOf(heading)}`,
    ).filter((heading) => /%[sdifjo]\b/.test(heading)),
  );

  assert.deepEqual(shown, []);
});

test('every page says what it is, and shows a card of the right size beside a link to it', () => {
  const card = readFileSync(join(build, 'img', 'card.png'));
  assert.deepEqual([card.readUInt32BE(16), card.readUInt32BE(20)], [1200, 630]);

  const titles = new Map<string, string>();
  for (const [page, text] of html) {
    if (['404.html', 'print.html'].includes(page)) continue;
    const [, title = ''] = /<title[^>]*>([^<]+)</.exec(text) ?? [];
    assert.equal(titles.get(title), undefined, `${page}: ${title}`);
    titles.set(title, page);
    for (const name of ['description', 'og:title', 'og:description', 'og:url'])
      assert.ok((contentOf(text, name) ?? '').length > 5, `${page}: ${name}`);
    for (const name of ['og:image', 'twitter:image']) {
      const address = new URL(contentOf(text, name) ?? '');
      assert.equal(address.pathname, `${baseUrl}img/card.png`, page);
    }
    assert.equal(contentOf(text, 'twitter:card'), 'summary_large_image');
  }
});

test('the sitemap has every page, and nothing else', () => {
  const sitemap = readFileSync(join(build, 'sitemap.xml'), 'utf8');
  const listed = Array.from(
    sitemap.matchAll(/<loc>([^<]+)<\/loc>/g),
    ([, address = '']) => new URL(address).pathname,
  );
  const wanted = pages
    .filter((path) => path !== '/print')
    .map((path) => baseUrl + path.slice(1));

  assert.deepEqual(listed.sort(), wanted.sort());
});

test('every lesson says what was checked, on which versions, and when it changed', () => {
  const workflow = readFileSync(
    join(kit.root, '.github', 'workflows', 'ci.yml'),
    'utf8',
  );
  const [, job = ''] = workflow.split('\n  kit:\n');
  const [, list = ''] = job.split('        node: [');
  const node = (list.split(']')[0] ?? '').split(', ');
  const versions = `${node.slice(0, -1).join(', ')} and ${node.at(-1)}`;
  assert.ok(node.length > 1);

  for (const chapter of kit.chapters) {
    const seen = textOf(html.get(`learn/${chapter.slug}.html`) ?? '');
    const quiz = readQuiz(kit, chapter);
    const { fences } = readLesson(
      readFileSync(join(chapter.dir, 'README.md'), 'utf8'),
    );
    const pieces = fences.filter(
      ({ info, inside }) => !inside && info !== 'mermaid',
    ).length;
    const exchanges = Object.keys(readRecorded(chapter)).length;
    const answers = quiz.flatMap(({ options }) => options).length;
    for (const said of [
      `Checked with every change on Node.js ${versions}: ${pieces} pieces of code and terminal`,
      `${exchanges} exchanges against the running API`,
      `${quiz.length} questions with a reason for each of their ${answers} answers`,
    ])
      assert.ok(seen.includes(said), `${chapter.name}: ${said}`);
    assert.match(seen, /Last change: [0-9a-f]{7,}, 20\d\d-\d\d-\d\d\./);
  }
});

test('the landing page shows the exchange and the lines that serve it', () => {
  const seen = squeeze(textOf(html.get('index.html') ?? ''));
  const { request, response, code } = site.opening;

  for (const text of [request, response, code.text, code.path]) {
    assert.ok(seen.includes(squeeze(text)), text);
  }
});

test('the landing page and the map give the chapters as they are', () => {
  const landing = textOf(html.get('index.html') ?? '');
  const map = textOf(html.get('learn.html') ?? '');

  for (const { title, idea, size, change } of site.chapters) {
    assert.ok(landing.includes(title), title);
    assert.ok(landing.includes(`${size.lines} lines`), `${title}: lines`);
    assert.ok(landing.includes(`${size.tests} tests`), `${title}: tests`);
    assert.ok(map.includes(title), title);
    assert.ok(map.includes(idea), idea);
    assert.ok(map.includes(`+${change.added}`), `${title}: added`);
  }
});

/** What a page says in its head under a name. */
function contentOf(page: string, name: string): string | undefined {
  const tag = new RegExp(
    `<meta[^>]* (?:name|property)="?${name}"? content=(?:"([^"]*)"|([^\\s>]+))`,
  ).exec(page);
  return tag?.[1] ?? tag?.[2];
}

/** The ids of a built file: it is asked for hundreds of them. */
const anchors = new Map<string, Set<string>>();

function hasAnchor(file: string, hash: string): boolean {
  const known =
    anchors.get(file) ??
    new Set(
      Array.from(
        readFileSync(file, 'utf8').matchAll(/\sid=(?:"([^"]*)"|([^\s>]+))/g),
        ([, quoted, bare]) => quoted ?? bare ?? '',
      ),
    );
  anchors.set(file, known);
  return known.has(decodeURIComponent(hash));
}

/** Text without white space: how lines are broken is the page's own affair. */
function squeeze(text: string): string {
  return text.replaceAll(/\s+/g, '');
}

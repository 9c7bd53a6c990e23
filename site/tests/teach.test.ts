import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Chapter } from '../../shared/src/chapters.ts';
import { toCsv, toGift } from '../../shared/src/export/questions.ts';
import { toSlides } from '../../shared/src/export/slides.ts';
import { openKit } from '../../shared/src/kit.ts';
import { deriveSince } from '../kit/since.ts';
import { share, splitEvenly } from '../kit/teach.ts';
import { duration } from '../src/components/size.tsx';
import { copyKit } from './copy.ts';
import { baseUrl, build, kit, site, textOf } from './setup.ts';

const { syllabi, plans } = site.teach;

test('chapters are split in order, and the longest part is as short as can be', () => {
  let seed = 7;
  const next = () => (seed = (seed * 48_271) % 2_147_483_647);
  for (let run = 0; run < 60; run += 1) {
    const minutes = Array.from(
      { length: 1 + (next() % 9) },
      () => 10 + (next() % 80),
    );
    const chapters = minutes.map(chapterOf);
    const count = 1 + (next() % 10);

    const groups = splitEvenly(chapters, count);

    assert.deepEqual(groups.flat(), chapters);
    assert.equal(groups.length, Math.min(count, chapters.length));
    assert.ok(groups.every((group) => group.length > 0));
    const longest = Math.max(...groups.map((group) => total(group)));
    assert.equal(longest, shortestSplit(minutes, groups.length));
  }
});

test('minutes are shared in whole numbers, none is lost and nobody gets none', () => {
  for (const [sum, weights] of [
    [50, [10, 1, 1, 400, 30]],
    [7, [1, 1, 1, 1, 1, 1, 1]],
    [60, [333, 333, 334]],
  ] as const) {
    const shares = share(sum, [...weights]);
    assert.equal(
      shares.reduce((total, one) => total + one, 0),
      sum,
    );
    assert.ok(shares.every((one) => Number.isInteger(one) && one >= 1));
  }
  assert.deepEqual(share(10, [1, 1]), [5, 5]);
});

test('every syllabus has every chapter, in order, with its minutes', () => {
  const slugs = kit.chapters.map(({ slug }) => slug);
  const page = squeeze(textOf(pageOf('teach')));

  assert.equal(syllabi.length, 4);
  for (const { title, units, left } of syllabi) {
    assert.deepEqual([...units.flatMap((unit) => unit.slugs), ...left], slugs);
    assert.ok(page.includes(squeeze(title)));
    for (const unit of units) {
      const numbers = kit.chapters
        .filter(({ slug }) => unit.slugs.includes(slug))
        .map(({ number }) => number);
      const row = `${unit.title}${numbers.join('')}${duration(unit.minutes)}`;
      assert.ok(page.includes(squeeze(row)), row);
    }
  }
});

for (const chapter of kit.chapters) {
  test(`${chapter.name}: its plan has goals, phases, and what to type with what to say`, () => {
    const html = pageOf(`teach/${chapter.slug}`);
    const page = squeeze(textOf(html));
    const plan = plans.find(({ slug }) => slug === chapter.slug);
    assert.ok(plan);

    assert.ok(plan.goals.length >= 3 && plan.phases.length === 7);
    assert.equal(
      plan.phases.reduce((sum, { minutes }) => sum + minutes, 0),
      chapter.manifest.minutes,
    );
    for (const [path, notes] of Object.entries(chapter.manifest.changes)) {
      assert.ok(page.includes(squeeze(path)), path);
      for (const note of typeof notes === 'string'
        ? [notes]
        : Object.values(notes))
        assert.ok(page.includes(squeeze(note.replaceAll('`', ''))), note);
    }
    for (const { title } of plan.exercises)
      assert.ok(page.includes(squeeze(title)), title);
    const [, href = ''] =
      /href="?([^\s">]+live-coding[^\s">]+)/.exec(html) ?? [];
    assert.equal(
      readFileSync(join(build, href.slice(baseUrl.length - 1)), 'utf8'),
      toSlides(kit.chapters, [chapter]),
    );
  });
}

test('all questions can be downloaded, in both forms', () => {
  const html = pageOf('teach');
  for (const [name, text] of [
    ['teach/questions.gift', toGift(kit, kit.chapters)],
    ['teach/questions.csv', toCsv(kit, kit.chapters)],
  ] as const) {
    assert.ok(html.includes(baseUrl + name));
    assert.equal(readFileSync(join(build, name), 'utf8'), text);
  }
  const { questions } = site.teach;
  assert.ok(questions > 50 && textOf(html).includes(`${questions} questions`));
});

test('what has changed since the newest tag is listed, by chapter and kind', () => {
  const copy = copyKit();
  const git = (...argv: string[]) =>
    execFileSync(
      'git',
      ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', ...argv],
      { cwd: copy, stdio: 'pipe' },
    );
  git('init', '-q');
  const none = deriveSince(openKit(copy));
  git('add', '--all');
  git('commit', '-qm', 'One');
  const untagged = deriveSince(openKit(copy));
  git('tag', 'v1.0.0');
  const same = deriveSince(openKit(copy));
  const edit = (path: string) =>
    appendFileSync(join(copy, 'chapters', path), '\n');
  edit('02-crud/src/app.ts');
  edit('02-crud/README.md');
  git('commit', '-qam', 'Two');
  edit('03-validation/tests/posts.test.ts');

  const since = deriveSince(openKit(copy));

  assert.deepEqual([none, untagged], [null, null]);
  assert.deepEqual(same?.chapters, []);
  assert.equal(since?.tag, 'v1.0.0');
  assert.deepEqual(since.chapters, [
    { slug: 'crud', lesson: ['README.md'], code: ['src/app.ts'], tests: [] },
    {
      slug: 'validation',
      lesson: [],
      code: [],
      tests: ['tests/posts.test.ts'],
    },
  ]);
});

test('the page says what has changed since a tag, or how to make one', () => {
  const page = squeeze(textOf(pageOf('teach')));
  const { since } = site.teach;

  const said = since ? `since ${since.tag} (${since.date})` : 'git tag v1.0.0';
  assert.ok(page.includes(squeeze(said)), said);
  for (const { lesson, code, tests } of since?.chapters ?? [])
    for (const path of [...lesson, ...code, ...tests])
      assert.ok(page.includes(squeeze(path)), path);
});

function chapterOf(minutes: number, index: number): Chapter {
  const manifest = { ...kit.chapters[0]?.manifest, minutes };
  return { slug: String(index), manifest } as Chapter;
}

function total(chapters: Chapter[]): number {
  return chapters.reduce((sum, { manifest }) => sum + manifest.minutes, 0);
}

/** The same by trying every way. */
function shortestSplit(minutes: number[], groups: number): number {
  const sum = minutes.reduce((total, one) => total + one, 0);
  if (groups === 1) return sum;
  const ends = Array.from(
    { length: minutes.length - groups + 1 },
    (_, at) => at + 1,
  );
  return Math.min(
    ...ends.map((end) =>
      Math.max(
        minutes.slice(0, end).reduce((total, one) => total + one, 0),
        shortestSplit(minutes.slice(end), groups - 1),
      ),
    ),
  );
}

function pageOf(path: string): string {
  return readFileSync(join(build, `${path}.html`), 'utf8');
}

function squeeze(text: string): string {
  return text.replaceAll(/\s+/g, '');
}

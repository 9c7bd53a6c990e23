import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { isDue, nextBox } from '../src/progress/boxes.ts';
import {
  importState,
  mergeStates,
  nothing,
  readState,
  writeState,
} from '../src/progress/state.ts';
import { isAlive, opened, visit } from './browser.ts';
import { site } from './setup.ts';

const [first, second] = site.chapters;
assert.ok(first && second);
const at = '2026-01-02T03:04:05.678Z';

test('what is damaged in stored data is left out, the rest is kept', () => {
  const damaged = [
    null,
    '',
    'null',
    '[]',
    '17',
    '{"answers":[]}',
    '{"answers":{"__proto__":{"choice":1}}}',
    '{"answers":',
    '{"steps":{"crud/read":true}}',
    `{"steps":{"crud/read":{"done":"yes","at":"${at}"}}}`,
    '{"steps":{"crud/read":{"done":true,"at":"soon"}}}',
    `{"boxes":{"crud/x":{"box":9,"due":"${at}","at":"${at}"}}}`,
    `{"answers":{"a<b":{"choice":1,"at":"${at}"}}}`,
  ];
  for (const text of damaged)
    assert.deepEqual(readState(text), nothing, text ?? '');

  const half = readState(
    `{"steps":{"crud/read":{"done":true,"at":"${at}"},"crud/bug":7},"guesses":0}`,
  );
  assert.deepEqual(half, {
    ...nothing,
    steps: { 'crud/read': { done: true, at } },
  });
  assert.deepEqual(readState(writeState(half)), half);
});

test('a file that is no progress is refused in words, and of two entries the later one counts', () => {
  assert.throws(() => importState('no'), /holds no progress/);
  assert.throws(() => importState('{"version":1}'), /holds no progress/);
  assert.throws(
    () => importState('{"format":"ground-up-progress","version":2}'),
    /newer Ground Up/,
  );

  const later = '2026-02-02T03:04:05.678Z';
  const one = {
    ...nothing,
    answers: {
      'crud/a': { choice: 1, at },
      'crud/b': { choice: 0, at: later },
    },
  };
  const other = {
    ...nothing,
    answers: {
      'crud/a': { choice: 2, at: later },
      'crud/b': { choice: 3, at },
    },
  };
  for (const merged of [mergeStates(one, other), mergeStates(other, one)])
    assert.deepEqual(merged.answers, {
      'crud/a': { choice: 2, at: later },
      'crud/b': { choice: 0, at: later },
    });
});

test('a right answer moves a question one box up and further away, a wrong one back to today', () => {
  const now = new Date(at);
  const days = (due: string) =>
    Math.round((Date.parse(due) - now.getTime()) / 86_400_000);
  let box = nextBox(undefined, true, now);
  const away = [days(box.due)];
  for (let turn = 0; turn < 5; turn += 1) {
    box = nextBox(box, true, now);
    away.push(days(box.due));
  }

  assert.deepEqual(away, [1, 3, 7, 16, 35, 35]);
  assert.equal(isDue(box, now), false);
  const wrong = nextBox(box, false, now);
  assert.equal(wrong.box, 1);
  assert.equal(isDue(wrong, now), true);
  assert.equal(isDue(undefined, now), true);
});

test('a checklist marks the chapter, on its page and on the map, across reloads', async () => {
  await visit('/learn', {}, async (page) => {
    assert.equal(await page.getByText('Continue with').count(), 0);
    await go(page, `/learn/${first.slug}`);
    await page.getByRole('checkbox', { name: 'I have read' }).focus();
    await page.keyboard.press('Space');
    await see(page, '1 of 6 done.');
    await page.reload();
    await isAlive(page);
    await see(page, '1 of 6 done.');

    await go(page, '/learn');
    await see(page, '1 of 6 done');
    await see(page, `Continue with ${first.number} ${first.title}`);
    await go(page, `/learn/${first.slug}`);
    await page.getByRole('button', { name: 'Tick all' }).click();
    await see(page, 'This chapter is finished.');
    await go(page, '/learn');
    await see(page, '✓ finished');
    await see(page, `Continue with ${second.number} ${second.title}`);
  });
});

test('progress goes to another browser as a file', async () => {
  let file = '';
  await visit(`/learn/${first.slug}`, {}, async (page) => {
    await page.getByRole('button', { name: 'Tick all' }).click();
    await go(page, '/learn');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export' }).click(),
    ]);
    assert.equal(download.suggestedFilename(), 'ground-up-progress.json');
    file = await readFile(await download.path(), 'utf8');
  });

  await visit('/learn', {}, async (page) => {
    const input = page.getByLabel('Import a file:');
    const hand = (text: string) =>
      input.setInputFiles({
        name: 'progress.json',
        mimeType: 'application/json',
        buffer: Buffer.from(text),
      });
    await hand('{"format":"another"}');
    await see(page, 'This file holds no progress of Ground Up.');
    assert.equal(await page.getByText('✓ finished').count(), 0);
    await hand(file);
    await see(page, '6 entries were read.');
    await see(page, '✓ finished');
    await page.reload();
    await isAlive(page);
    await see(page, '✓ finished');
  });
});

for (const [name, stored] of [
  ['no JSON', '{"steps":{"crud/re'],
  [
    'other types',
    '{"steps":[1],"answers":"x","boxes":null,"guesses":{"crud/createPost":3}}',
  ],
  [
    'options that are gone',
    `{"answers":{"crud/put-or-patch":{"choice":99,"at":"${at}"}},"boxes":{"none/such":{"box":2,"due":"${at}","at":"${at}"}}}`,
  ],
] as const) {
  test(`stored data with ${name} breaks no page`, async () => {
    await visit('/learn', {}, async (page) => {
      await page.evaluate((text) => {
        localStorage.setItem('ground-up', text);
        localStorage.setItem('docusaurus.tab.request', '{"nonsense');
      }, stored);
      for (const path of ['/learn/crud', '/review', '/learn']) {
        await go(page, path);
        assert.ok(await page.locator('main h1').first().isVisible());
      }
      await go(page, '/learn/crud');
      await page.getByRole('checkbox', { name: 'I have read' }).check();
      await see(page, '1 of 6 done.');
    });
  });
}

test('a browser that keeps nothing still shows what was done on the page', async () => {
  await visit('/learn', {}, async (page) => {
    await page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new Error('denied');
        },
      });
    });
    await go(page, `/learn/${first.slug}`);
    await page.getByRole('checkbox', { name: 'I have read' }).check();
    await see(page, '1 of 6 done.');
  });
});

test('review asks questions of chapters that were read, by keyboard, and each again when it is due', async () => {
  await visit('/review', {}, async (page) => {
    await see(page, 'There is nothing to review yet.');
    await go(page, `/learn/${first.slug}`);
    await page.getByRole('checkbox', { name: 'I have read' }).check();
    await go(page, '/review');
    const quiz = site.lessonParts[0]?.quiz ?? [];
    await see(page, `${quiz.length} questions due`);

    await page.getByRole('radio').first().focus();
    for (let left = quiz.length; left > 0; left -= 1) {
      const legend = await page.locator('main legend').textContent();
      const { right } =
        quiz.find(({ text }) => text.replaceAll('`', '') === legend) ?? {};
      assert.ok(right !== undefined, legend ?? '');
      await page.keyboard.press('Space');
      for (let press = 0; press < right; press += 1)
        await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await see(page, 'That is right.');
      await page.keyboard.press('Enter');
      if (left > 1) {
        await see(page, `${left - 1} question${left === 2 ? '' : 's'} due`);
        await page.keyboard.press('Tab');
      }
    }
    await see(page, 'Nothing is due today. The next question comes tomorrow.');
    await page.reload();
    await isAlive(page);
    await see(page, 'Nothing is due today.');

    await page.clock.setFixedTime(new Date(Date.now() + 2 * 86_400_000));
    await page.reload();
    await isAlive(page);
    await see(page, `${quiz.length} questions due`);
    const legend = page.locator('main legend');
    const text = await legend.textContent();
    const { right = 0, options = [] } =
      quiz.find((one) => one.text.replaceAll('`', '') === text) ?? {};
    await page
      .getByRole('radio')
      .nth((right + 1) % options.length)
      .check();
    await page.getByRole('button', { name: 'Check the answer' }).click();
    await see(page, `${quiz.length} questions due`);
  });
});

async function go(page: Page, path: string): Promise<void> {
  await page.goto(opened.url + path);
  await isAlive(page);
}

async function see(page: Page, text: string): Promise<void> {
  await page.getByText(text).first().waitFor({ state: 'visible' });
}

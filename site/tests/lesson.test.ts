import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { isAlive, opened, visit } from './browser.ts';
import { samples, site } from './setup.ts';

const crud = site.lessonParts.find(({ slug }) => slug === 'crud');
assert.ok(crud);
const { quiz, warmUp } = crud;
const lesson = `/learn/${crud.slug}`;

test('a quiz is answered by keyboard, explains every option, and is kept', async () => {
  await visit(lesson, {}, async (page) => {
    const form = page.locator('.kit-quiz form').last();
    await see(page, `Question 1 of ${quiz.length}`);
    await form.getByRole('radio').first().focus();

    for (const [at, { text, options, right }] of quiz.entries()) {
      assert.equal(await form.getByRole('group').count(), 1);
      await form.getByText(plain(text)).first().waitFor();
      const choice = at === 0 ? (right + 1) % options.length : right;

      // As a keyboard does it: arrows choose, Enter answers and goes on.
      await page.keyboard.press('Space');
      for (let press = 0; press < choice; press += 1)
        await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');

      for (const { why } of options)
        assert.ok(await form.getByText(plain(why)).first().isVisible(), why);
      const status = await form.getByRole('status').textContent();
      assert.match(
        status ?? '',
        choice === right ? /^That is right/ : /^Not [A-F]: [A-F] is right/,
      );
      await page.keyboard.press('Enter'); // the button that goes on has the focus
      if (at < quiz.length - 1) await page.keyboard.press('Tab');
    }

    await see(page, `${quiz.length - 1} of ${quiz.length} right.`);
    assert.ok(
      await page
        .getByRole('checkbox', { name: 'I have answered the quiz' })
        .isChecked(),
    );
    await page.reload();
    await isAlive(page);
    await see(page, `${quiz.length - 1} of ${quiz.length} right.`);
    await page.getByRole('button', { name: 'Answer them again' }).click();
    await see(page, `Question 1 of ${quiz.length}`);
  });
});

test('a warm-up asks the questions of earlier chapters and knows their answers', async () => {
  await visit(lesson, {}, async (page) => {
    const [first] = warmUp;
    assert.ok(first);
    const form = page.locator('.kit-quiz form').first();
    await form.getByRole('radio').nth(first.right).check();
    await form.getByRole('button', { name: 'Check the answer' }).click();
    assert.match(
      (await form.getByRole('status').textContent()) ?? '',
      /^That is right/,
    );

    const [from = ''] = first.id.split('/');
    const owner = site.lessonParts.find(({ slug }) => slug === from);
    const at = owner?.quiz.findIndex(({ id }) => id === first.id) ?? -1;
    assert.ok(at >= 0);
    await page.goto(`${opened.url}/learn/${from}`);
    await isAlive(page);
    await see(page, '1 right answer');
  });
});

test('every request can be had as a command, in the way chosen once', async () => {
  await visit(lesson, {}, async (page) => {
    const cards = page.locator('.kit-exchange');
    const first = cards.first();
    const curl = first.getByRole('tab', { name: 'curl' });
    assert.equal(await first.getByText('curl --include').count(), 0);

    await first.getByRole('tab', { name: 'HTTP' }).focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');

    assert.equal(await curl.getAttribute('aria-selected'), 'true');
    for (const card of await cards.all())
      assert.ok(await card.getByText('curl --include').first().isVisible());
    assert.ok(
      (await cards.nth(1).textContent())?.includes(
        `--data-raw '{ "title": "Hello", "content": "My first post" }'`,
      ),
    );

    await page.goto(`${opened.url}/learn/${samples.at(-1)?.slug}`);
    await isAlive(page);
    const other = page.locator('.kit-exchange').first();
    await other.getByText('curl --include').first().waitFor();
    await other.getByRole('tab', { name: 'PowerShell' }).click();
    await other.getByText('Invoke-WebRequest').first().waitFor();
    await other.getByRole('tab', { name: 'fetch' }).click();
    await other.getByText('await fetch(').first().waitFor();
  });
});

test('a response to be predicted is hidden until the reader has said what to expect', async () => {
  await visit(lesson, {}, async (page) => {
    const card = page.locator('.kit-exchange', {
      has: page.locator('legend', { hasText: 'What will be answered?' }),
    });
    const waiting = await card.count();
    assert.equal(waiting, 4);
    const first = card.first();
    const id = await first.evaluate((element) => {
      element.id = 'tried';
      return element.id;
    });
    const tried = page.locator(`#${id}`);
    const response = tried.getByText('HTTP/1.1 200 OK').last();
    assert.equal(await response.isVisible(), false);

    await tried.getByRole('radio', { name: '404' }).check();
    await tried.getByRole('textbox').fill('an error');
    await page.keyboard.press('Enter');

    await response.waitFor({ state: 'visible' });
    assert.match(
      (await tried.getByRole('status').textContent()) ?? '',
      /expected 404. It is 200. You wrote: an error/,
    );
    assert.equal(await card.count(), waiting - 1);
    await page.reload();
    await isAlive(page);
    await page.getByText('You expected 404').waitFor();
  });
});

test('hints come one after the other', async () => {
  await visit(lesson, {}, async (page) => {
    const rungs = page.locator('details', {
      has: page.locator('summary', { hasText: /^(Hint \d|The cause)$/ }),
    });
    const isSeen = () =>
      rungs.evaluateAll((all) =>
        all.map((one) => one.getBoundingClientRect().height > 0),
      );

    assert.deepEqual(await isSeen(), [true, false, false, false]);
    await page.getByText('Hint 1').focus();
    await page.keyboard.press('Enter');
    await page.getByText('Hint 2').waitFor({ state: 'visible' });
    assert.deepEqual(await isSeen(), [true, true, false, false]);
    await page.getByText('Hint 2').click();
    await page.getByText('Hint 3').click();
    await page.getByText('The cause', { exact: true }).click();
    assert.deepEqual(await isSeen(), [true, true, true, true]);
  });
});

test('without JavaScript, answers, responses and hints are the folded ones of the README', async () => {
  await visit(lesson, { javaScriptEnabled: false }, async (page) => {
    assert.equal(await page.getByRole('radio').count(), 0);
    assert.equal(await page.getByRole('tab').count(), 0);
    assert.equal(await page.getByRole('checkbox').count(), 0);
    for (const summary of await page.locator('main summary').all()) {
      assert.ok(await summary.isVisible());
      await summary.click();
    }
    for (const { text, options } of [...warmUp, ...quiz]) {
      await page.getByText(plain(text)).first().waitFor();
      for (const { why } of options)
        assert.ok(await page.getByText(plain(why)).first().isVisible(), why);
    }
    assert.ok(await page.getByText('HTTP/1.1 200 OK').first().isVisible());
    assert.ok(await page.getByText('Checked with every change').isVisible());
  });
});

test('lines that are new in the chapter are marked, and counted beside the name of the file', async () => {
  await visit('/learn/validation', {}, async (page) => {
    const file = page.locator('.kit-file', { hasText: 'new line' }).first();
    const said = Number.parseInt(
      (await file.locator('.kit-file-fresh').textContent()) ?? '',
      10,
    );
    const marked = file.locator('.theme-code-block-highlighted-line');
    assert.equal(await marked.count(), said);
    assert.match(
      await marked.first().evaluate((line) => getComputedStyle(line).boxShadow),
      /inset/,
    );
  });
});

async function see(page: Page, text: string): Promise<void> {
  await page.getByText(text).first().waitFor({ state: 'visible' });
}

/** A text as the page shows it. */
function plain(text: string): string {
  return text.replaceAll('`', '');
}

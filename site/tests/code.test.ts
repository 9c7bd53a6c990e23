import assert from 'node:assert/strict';
import { test } from 'node:test';
import { diffChapters } from '../../shared/src/diff.ts';
import { isAlive, opened, visit } from './browser.ts';
import { kit, samples, site } from './setup.ts';

const page2 = site.codePages.find(({ chapter }) => chapter.slug === 'crud');
assert.ok(page2);

test('the name of a file leads from a lesson to its line, and from there back to the lesson', async () => {
  await visit('/learn/crud', {}, async (page) => {
    const file = page.locator('.kit-file', { hasText: 'src/posts/store.ts' });
    await file
      .first()
      .getByRole('link', { name: 'src/posts/store.ts' })
      .click();
    await page.waitForURL(/\/learn\/crud\/code#src-posts-store-ts-15$/);
    await isAlive(page);
    const line = page.locator('#src-posts-store-ts-15');
    await line.waitFor({ state: 'visible' });
    assert.match((await line.textContent()) ?? '', /createPostStore/);

    await page
      .getByRole('list', { name: 'Where src/posts/store.ts is explained' })
      .getByRole('link', {
        name: '02, 2. Keep posts, and know nothing of HTTP',
      })
      .first()
      .click();
    await page.waitForURL(
      /\/learn\/crud#2-keep-posts-and-know-nothing-of-http$/,
    );
  });
});

test('the tree opens a file, by keyboard', async () => {
  await visit('/learn/crud/code', {}, async (page) => {
    const code = page.locator('#src-settings-ts-1');
    assert.equal(await code.isVisible(), false);
    await page.getByRole('link', { name: 'settings.ts' }).focus();
    await page.keyboard.press('Enter');
    await code.waitFor({ state: 'visible' });
    const file = page.locator('details', {
      has: page.locator('#src-settings-ts'),
    });
    await file.locator('.code-keyword').first().waitFor();
  });
});

for (const { slug } of samples) {
  test(`${slug}: without JavaScript every file can be opened and read whole`, async () => {
    const data = site.codePages.find(({ chapter }) => chapter.slug === slug);
    await visit(
      `/learn/${slug}/code`,
      { javaScriptEnabled: false },
      async (page) => {
        const texts = await page
          .locator('main details pre')
          .evaluateAll((all) => all.map((one) => one.textContent));
        assert.deepEqual(
          texts,
          data?.files.map(({ text }) => `${text}\n`),
        );
        await page.locator('main summary').first().click();
        assert.ok(await page.locator('main details pre').first().isVisible());
      },
    );
  });
}

test('hints of a test are read rung by rung', async () => {
  const hints = site.hintsPages.find(({ chapter }) => chapter.slug === 'crud');
  const [test] = hints?.files[0]?.tests ?? [];
  assert.ok(test);
  await visit('/learn/crud/hints', {}, async (page) => {
    const article = page.locator('article', { hasText: test.title }).first();
    assert.equal(await article.getByText('Hint 2').isVisible(), false);
    await article.getByText('Hint 1').focus();
    await page.keyboard.press('Enter');
    await article.getByText('Hint 2').waitFor({ state: 'visible' });
    assert.ok(
      await article
        .getByText((test.rungs[0] ?? '').replaceAll('`', ''))
        .isVisible(),
    );
    await article.getByText('Hint 2').click();
    await article.getByText('Hint 3').waitFor({ state: 'visible' });
  });
});

test('any two chapters are compared as the command does it', async () => {
  const [first, , third] = kit.chapters;
  assert.ok(first && third);
  const changes = diffChapters(first, third);

  await visit(
    `/compare?from=${first.slug}&to=${third.slug}`,
    {},
    async (page) => {
      await page.getByText(`${changes.length} files changed`).waitFor();
      const summaries = await page
        .locator('main details > summary')
        .allTextContents();
      for (const { path, hunks } of changes) {
        const added = hunks.flatMap(({ afterLines }) => afterLines).length;
        assert.ok(
          summaries.some((text) => text.startsWith(`${path} +${added}`)),
          path,
        );
      }
      await page.locator('main summary').first().focus();
      await page.keyboard.press('Enter');
      await page
        .locator('main details table')
        .filter({ visible: true })
        .first()
        .waitFor();

      const to = page.locator('main select').nth(1);
      await to.focus();
      await to.selectOption(first.slug);
      await page.getByText('The same code.').waitFor();
      assert.equal(
        page.url(),
        `${opened.url}/compare?from=${first.slug}&to=${first.slug}`,
      );
    },
  );
});

test('compare without JavaScript, and with an address that names no chapter', async () => {
  await visit('/compare', { javaScriptEnabled: false }, async (page) => {
    for (const { slug } of site.chapters.slice(1))
      assert.ok(
        await page.locator(`main a[href$="/learn/${slug}/diff"]`).isVisible(),
      );
    assert.ok(await page.getByText('npm run diff').first().isVisible());
  });
  await visit('/compare?from=nothing&to=99', {}, async (page) => {
    await page.getByText('files changed').waitFor();
  });
});

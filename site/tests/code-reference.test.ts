import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readText } from '../../shared/src/chapters.ts';
import { referencePages } from '../kit/lookup-pages.ts';
import { visit } from './browser.ts';
import { build, kit, textOf } from './setup.ts';

const newest = kit.chapters.at(-1);

for (const [name, folder] of [
  ['api', newest?.dir ?? ''],
  ['kit', join(kit.root, 'shared')],
] as const) {
  const { path } = referencePages[name];

  test(`${path} has everything that is exported, with its doc comment`, () => {
    const page = textOf(readFileSync(join(build, `${path}.html`), 'utf8'));
    const seen = page.replaceAll(/\s+/g, '');
    let count = 0;

    for (const file of sourcesIn(join(folder, 'src'))) {
      const whole = readText(join(folder, 'src', file));
      const text = whole.replaceAll(/^const \w+ = `[^]*?^`;/gm, ''); // a file that it writes
      for (const [, comment, one] of text.matchAll(
        /(?:\/\*\* ([^\n*]*) \*\/\n)?^export (?:async )?(?:function|const|class|interface|type) (\w+)/gm,
      )) {
        count += 1;
        assert.match(page, new RegExp(`\\b${one}\\b`), file);
        const said = comment
          ?.replaceAll(/[`\s]/g, '')
          .replaceAll(/\{@link(\w+)\}/g, '$1');
        assert.ok(!said || seen.includes(said), comment);
      }
      assert.ok(!/^export /m.test(text) || page.includes(`src/${file}`), file);
    }
    assert.ok(count > 100, String(count));
  });
}

test('what the code leaves to be inferred is written out', () => {
  const page = textOf(readFileSync(join(build, 'reference/code.html'), 'utf8'));

  assert.ok(
    page.includes('createApp(settings: Settings, database: Database): Express'),
  );
  assert.ok(page.includes('read(token: string): string'));
});

test('a name is found by keyboard, and leads to its line', async () => {
  await visit('/reference/code', {}, async (page) => {
    await page
      .getByRole('searchbox', { name: 'Find a name' })
      .fill('createTokens');
    const found = page.locator('article');
    await found.first().waitFor();
    assert.ok((await found.count()) < 5);
    const link = found
      .filter({ hasText: 'Issues and reads' })
      .getByRole('link');
    await link.focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/code#src-auth-tokens-ts-\d+$/);
    const [, anchor = ''] = page.url().split('#');
    assert.match(
      (await page.locator(`#${anchor}`).textContent()) ?? '',
      /export function createTokens/,
    );
  });
});

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.ts'));
}

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { readBug } from '../../shared/src/bug.ts';
import { readCode } from '../../shared/src/chapters.ts';
import { readExercises } from '../../shared/src/kit.ts';
import { applySolution } from '../../shared/src/solution.ts';
import {
  type Edits,
  isPath,
  loadEdits,
  readEdits,
} from '../src/components/tab/edits.ts';
import { placesIn } from '../src/components/tab/problems.ts';
import {
  packWorkspace,
  unpackWorkspace,
} from '../src/components/tab/workspace-file.ts';
import { toRunPage } from '../kit/run-page.ts';
import { isAlive, opened, visit } from './browser.ts';
import { build, kit, site } from './setup.ts';

const slug = 'crud';
const path = `/learn/${slug}/run`;
const chapter = kit.chapters.find((one) => one.slug === slug);
assert.ok(chapter);
const code = readCode(chapter.dir);
const app = code.get('src/app.ts') ?? '';
const wide = { viewport: { width: 1280, height: 900 } };

/** The root route answers something else. */
const edited = app.replace("'Hello World'", "'Hello reader'");
assert.notEqual(edited, app);

test('what is damaged in kept edits is left out, the rest is kept', () => {
  for (const text of [
    null,
    '',
    '17',
    'null',
    '{"version":1',
    '{"version":2,"files":{"src/a.ts":{"base":"x","text":""}}}',
    '{"version":1,"files":{"src/a.ts":{"base":1,"text":""}}}',
    '{"version":1,"files":{"../a.ts":{"base":"x","text":""}}}',
    '{"version":1,"files":{"__proto__":{"base":"x","text":""}}}',
  ])
    assert.deepEqual(readEdits(text), {}, text ?? 'null');

  const whole: Edits = { 'src/a.ts': { base: 'x', text: 'let a;' } };
  const half = { ...whole, 'src/b.ts': 7 };
  assert.deepEqual(
    readEdits(JSON.stringify({ version: 1, files: half })),
    whole,
  );
  assert.deepEqual(loadEdits('none'), {});
  assert.ok(isPath('.github/workflows/ci.yml') && isPath('.env.example'));
  for (const wrong of ['/etc/passwd', 'a/../b', 'a//b', './a', 'a\\b', ''])
    assert.equal(isPath(wrong), false, wrong);
});

test('places are found in texts only where they are in files that there are', () => {
  const text = 'at src/app.ts:8:27, express/lib/x.js:1:2 and src/app.ts:9';
  assert.deepEqual(
    placesIn(text, (file) => file === 'src/app.ts'),
    [
      'at ',
      {
        text: 'src/app.ts:8:27',
        place: { file: 'src/app.ts', line: 8, column: 27 },
      },
      ', express/lib/x.js:1:2 and ',
      {
        text: 'src/app.ts:9',
        place: { file: 'src/app.ts', line: 9, column: 1 },
      },
      '',
    ],
  );
});

test('a zip that is no workspace, or one of another chapter, is refused in words', () => {
  const { number, name } = chapter;
  const here = { number, slug, name, title: 'x' };
  const files = { 'src/app.ts': edited };
  const known = [...code.keys()];
  const zip = packWorkspace(here, files);

  assert.deepEqual(unpackWorkspace(zip, here, known), files);
  for (const [bytes, owner, message] of [
    [new Uint8Array([1, 2, 3]), here, /no zip, or it is damaged/],
    [new Uint8Array(30_000_000), here, /too large/],
    [zip, { ...here, slug: 'sql', number: '05' }, /is of chapter crud/],
  ] as const)
    assert.throws(() => unpackWorkspace(bytes, owner, known), { message });
});

test('a reader changes a route, runs it, sends a request and sees the change', async () => {
  await visit(path, wide, async (page) => {
    await choose(page, 'src/app.ts');
    await write(page, edited);
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await see(page, 'Running at http://localhost:3000.');
    await see(page, 'Listening on http://localhost:3000');
    await ask(page, 'GET', '/');
    await see(page, '200 OK');
    assert.match(await response(page), /"message": "Hello reader"/);

    await write(page, app);
    await see(page, 'Your last changes are not in it: press Run again.');
  });
});

test('the requests of requests.http are sent one after the other, and refer to each other', async () => {
  await visit(path, wide, async (page) => {
    await pick(page, 'Read what was created');
    await page.getByRole('button', { name: 'Send' }).click();
    await see(page, 'is a part of the response to “Create a post”');
    await pick(page, 'Create a post');
    await page.getByRole('button', { name: 'Send' }).click();
    await see(page, '201 Created');
    assert.match(await response(page), /location: \/posts\/1/i);
    await pick(page, 'Read what was created');
    await page.getByRole('button', { name: 'Send' }).click();
    await see(page, '200 OK');
    assert.match(await response(page), /"content": "My first post"/);

    await page.getByRole('textbox', { name: 'Path' }).fill('posts');
    await page.getByRole('button', { name: 'Send' }).click();
    await see(page, 'The path must begin with a slash');
  });
});

test('a broken route shows its error at its line, and is mended', async () => {
  await visit(path, wide, async (page) => {
    const line = app.split('\n').indexOf('  const app = express();') + 1;
    assert.ok(line > 0);
    await choose(page, 'src/app.ts');
    await write(page, app.replace('= express();', '= expresss();'));
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await see(page, '✗ ReferenceError: expresss is not defined');
    const message = page.locator('.cm-message');
    assert.match(
      (await message.textContent()) ?? '',
      /expresss is not defined/,
    );

    await choose(page, 'src/server.ts');
    await page.getByRole('button', { name: `Show src/app.ts:${line}` }).click();
    await atLine(page, 'src/app.ts', line);
    await write(page, app);
    await page.keyboard.press('Control+Enter');
    await see(page, 'Running at http://localhost:3000.');
    assert.equal(await message.count(), 0);
  });
});

test('the tests are run; one that fails leads to its line', async () => {
  await visit(path, wide, async (page) => {
    await page.getByRole('button', { name: 'Run the tests' }).click();
    const tests = page.getByRole('region', { name: 'Tests' });
    await tests.getByText(/^\d+ passed\.$/).waitFor();

    await choose(page, 'src/app.ts');
    await write(page, edited);
    await page.getByRole('button', { name: 'Run the tests' }).click();
    await tests.getByText(/^\d+ passed, 1 failed\.$/).waitFor();
    const file = tests.getByRole('group').filter({ hasText: 'hello.test.ts' });
    await file.getByText('GET / says hello').waitFor();
    const wanted = (code.get('tests/hello.test.ts') ?? '').split('\n');
    const line = wanted.findIndex((text) => text.includes("'Hello World'")) + 1;
    await file
      .getByRole('button', { name: `Show tests/hello.test.ts:${line}` })
      .click();
    await atLine(page, 'tests/hello.test.ts', line);
    await page.locator('.cm-message').first().waitFor();
  });
});

test('an endless loop is ended, and the page stays usable', async () => {
  await visit(path, wide, async (page) => {
    await choose(page, 'src/app.ts');
    await write(
      page,
      app.replace("res.json({ message: 'Hello World' });", 'for (;;) {}'),
    );
    await ask(page, 'GET', '/');
    await write(page, edited);
    await page
      .getByText(/no answer within \d+ seconds/)
      .first()
      .waitFor();
    await ask(page, 'GET', '/');
    await see(page, '200 OK');
    assert.match(await response(page), /Hello reader/);
  });
});

test('a reload keeps what was changed; reset takes it back and can be undone', async () => {
  await visit(path, wide, async (page) => {
    await choose(page, 'src/app.ts');
    await write(page, edited);
    await page.reload();
    await isAlive(page);
    await choose(page, 'src/app.ts');
    await text(page, 'Hello reader');
    const changes = page.getByRole('region', { name: 'What you changed' });
    await changes.getByText('src/app.ts').first().click();
    await changes.getByText("'Hello reader'").waitFor();

    await page.getByRole('button', { name: 'Reset' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Keep them' }).click();
    await text(page, 'Hello reader');
    await page.getByRole('button', { name: 'Reset' }).click();
    await dialog.getByRole('button', { name: 'Reset' }).click();
    await text(page, 'Hello World');
    await changes.getByText('Nothing yet.').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await text(page, 'Hello reader');
    await page.reload();
    await isAlive(page);
    await choose(page, 'src/app.ts');
    await text(page, 'Hello reader');
  });
});

test('damaged storage, and edits of a file that has changed since, break nothing', async () => {
  await visit('/learn', {}, async (page) => {
    const keep = async (value: string) => {
      await page.evaluate(
        ([key = '', value = '']) => localStorage.setItem(key, value),
        [`ground-up.run/${slug}/chapter`, value],
      );
      await page.goto(opened.url + path);
      await isAlive(page);
      await choose(page, 'src/app.ts');
    };
    await keep('{"version":1,"files":{"src/app.ts":');
    await text(page, 'Hello World');
    const stale = { 'src/app.ts': { base: 'older', text: edited } };
    await keep(JSON.stringify({ version: 1, files: stale }));
    await text(page, 'Hello reader');
    await see(page, 'The chapter has changed since you edited src/app.ts');
  });
});

test('what was exported is a workspace that the kit checks, and comes back by import', async () => {
  await visit(path, wide, async (page) => {
    const line = "    res.json({ message: 'Hello World' });";
    await choose(page, 'src/app.ts');
    await write(page, app.replace(line, `    // mine\n${line}`));
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Export' }).click(),
    ]);
    assert.equal(download.suggestedFilename(), 'ground-up-crud.zip');
    const bytes = readFileSync(await download.path());

    const folder = mkdtempSync(join(tmpdir(), 'ground-up export '));
    try {
      for (const [name, content] of Object.entries(unzipSync(bytes))) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), content);
      }
      const dir = join(folder, 'ground-up-crud');
      const checked = check(dir);
      assert.equal(checked.status, 0, checked.stderr);
      assert.match(checked.stdout, /All \d+ tests of chapter 02 pass/);
      assert.match(readFileSync(join(dir, 'src/app.ts'), 'utf8'), /\/\/ mine/);
      assert.ok(existsSync(join(dir, 'exercises/1/README.md')));

      writeFileSync(join(dir, 'src/app.ts'), edited);
      const again = check(dir);
      assert.equal(again.status, 1);
      assert.match(again.stdout, /First to mend: GET \/ says hello/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }

    await page.getByRole('button', { name: 'Reset' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: 'Reset' })
      .click();
    await text(page, 'Hello World');
    const input = page.getByLabel('Import a zip:');
    await input.setInputFiles({
      name: 'other.zip',
      mimeType: 'application/zip',
      buffer: Buffer.from('no zip'),
    });
    await see(page, 'This file is no zip');
    await input.setInputFiles({
      name: 'mine.zip',
      mimeType: 'application/zip',
      buffer: bytes,
    });
    await text(page, '// mine');
  });
});

test('the bug is open in its own tests, and is found when they pass', async () => {
  const bug = readBug(kit, chapter);
  await visit(`${path}#bug`, wide, async (page) => {
    await page
      .getByRole('heading', { name: 'Break it: find the bug' })
      .waitFor();
    await page.getByRole('button', { name: 'Run the tests' }).click();
    const tests = page.getByRole('region', { name: 'Tests' });
    await tests.getByText(/\d+ passed, 2 failed\./).waitFor();
    await pick(page, 'Read it from the broken copy');
    await choose(page, bug.path);
    await write(page, code.get(bug.path) ?? '');
    await page.getByRole('button', { name: 'Run the tests' }).click();
    await see(page, '✓ You did it: Break it: find the bug.');

    await page.goto(`${opened.url}/learn/${slug}`);
    await isAlive(page);
    assert.ok(await page.getByLabel('I have found the bug').isChecked());
  });
});

test('an exercise is done when its own test says so, and not before', async () => {
  const [exercise] = readExercises(kit, chapter);
  assert.ok(exercise);
  const solved = applySolution(code, exercise.patch);
  assert.ok(solved);
  await visit(`${path}#exercise-1`, wide, async (page) => {
    const test = 'exercises/1/exercise.test.ts';
    await choose(page, test);
    await write(page, "import { test } from 'vitest';\ntest('x', () => {});\n");
    await page.getByRole('button', { name: 'Run its tests' }).click();
    const tests = page.getByRole('region', { name: 'Tests' });
    await tests.getByText(/, [12] failed\./).waitFor();
    assert.equal(await page.getByText('You did it').count(), 0);

    for (const [file, content] of solved)
      if (code.get(file) !== content) {
        await choose(page, file);
        await write(page, content);
      }
    await page.getByRole('button', { name: 'Run its tests' }).click();
    await see(page, '✓ You did it: Exercise 1');

    await page
      .getByLabel('What you work on')
      .selectOption('The chapter as it is');
    await choose(page, 'src/posts/routes.ts');
    assert.doesNotMatch(await editor(page).innerText(), /latest/);
  });
});

test('two windows of one chapter do not disturb each other', async () => {
  await visit(path, wide, async (first) => {
    const second = await first.context().newPage();
    await second.goto(opened.url + path);
    await isAlive(second);
    for (const page of [first, second]) {
      await pick(page, 'Create a post');
      await page.getByRole('button', { name: 'Send' }).click();
      await see(page, '201 Created');
      await ask(page, 'GET', '/posts');
      await see(page, '200 OK');
      assert.equal((await response(page)).match(/"id":/g)?.length, 1);
    }
    await choose(second, 'src/app.ts');
    await write(second, edited);
    await see(first, 'Another window has changed these files.');
    await ask(first, 'GET', '/');
    await see(first, '200 OK');
    assert.match(await response(first), /Hello World/);
  });
});

test('the program reaches no other host and nothing that the site keeps, and strings are not evaluated', async () => {
  const tries = [
    "await fetch('http://127.0.0.1:9/x')",
    'localStorage.length',
    "await caches.open('x')",
    "indexedDB.open('x')",
    "new BroadcastChannel('x').name",
    "new Function('return 1')()",
    "await import('data:text/javascript,1')",
  ];
  const probe = `const tries = [${tries.map((one) => `async () => { ${one}; }`).join(', ')}];
for (const one of tries) {
  try { await one(); console.log('REACHED ' + one); } catch { console.log('refused'); }
}
console.log('all tried');
`;
  const context = await opened.browser.newContext(wide);
  const page = await context.newPage();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  try {
    await page.goto(opened.url + path);
    await isAlive(page);
    await choose(page, 'src/server.ts');
    await write(page, probe + (code.get('src/server.ts') ?? ''));
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    const log = page.getByRole('log');
    await log.getByText('all tried').waitFor();
    assert.doesNotMatch(await log.innerText(), /REACHED/);
    assert.equal(await log.getByText('refused').count(), tries.length);
    assert.ok(!asked.some((url) => url.includes('127.0.0.1:9/')));
  } finally {
    await context.close();
  }
});

test('a lesson loads nothing of what runs chapters; the way there loads the page whole', async () => {
  await visit(`/learn/${slug}`, {}, async (page) => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.reload({ waitUntil: 'networkidle' });
    for (const heading of ['Break it', 'Your turn'])
      await page
        .getByRole('heading', { name: heading })
        .scrollIntoViewIfNeeded();
    await page.waitForLoadState('networkidle');
    const texts = await Promise.all(
      asked
        .filter((url) => url.endsWith('.js'))
        .map((url) =>
          readFileSync(
            join(
              build,
              new URL(url).pathname.slice(
                url.indexOf('/assets') < 0
                  ? 1
                  : new URL(url).pathname.indexOf('assets'),
              ),
            ),
            'utf8',
          ),
        ),
    );
    assert.ok(texts.length > 3, `${texts.length} scripts`);
    assert.ok(!texts.some((text) => /cm-scroller|ground-up\.run/.test(text)));
    assert.ok(!asked.some((url) => url.includes('/tab/')), 'asked for /tab/');

    const links = page.getByRole('link', { name: 'Do it here, in the page' });
    assert.equal(await links.count(), 4);
    await page.getByRole('link', { name: 'Run it here' }).click();
    await page.waitForURL(opened.url + path);
    await isAlive(page);
    const meta = page.locator('meta[http-equiv=Content-Security-Policy]');
    assert.match(
      (await meta.getAttribute('content')) ?? '',
      /connect-src 'self'/,
    );

    await page.getByRole('link', { name: /^← Lesson/ }).click();
    await page.waitForURL(`${opened.url}/learn/${slug}`);
    await page.reload();
    await isAlive(page);
    await page.goBack();
    await page.waitForURL(opened.url + path);
    await page.getByRole('button', { name: 'Run', exact: true }).waitFor();
    assert.equal(await meta.count(), 1);
  });
});

test('by keyboard alone: into the editor, out of it, run, send', async () => {
  await visit(path, wide, async (page) => {
    await page.locator('#task').focus();
    await tabUntil(page, '[role=tab][aria-selected=true]');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    const second = site.runPages.find((one) => one.chapter.slug === slug)
      ?.open[1];
    await page.getByRole('textbox', { name: second }).waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await tabUntil(page, '.cm-content');
    await page.keyboard.press('Control+Home');
    await page.keyboard.type('// mine');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.keyboard.type('x;');
    await text(page, '  x;');
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(edited);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    assert.ok(
      await page.evaluate(() => !document.activeElement?.closest('.cm-editor')),
    );
    await tabUntil(page, '[type=submit]');
    await page.keyboard.press('Enter');
    await see(page, '200 OK');
    assert.ok(
      await page.evaluate(() => document.activeElement?.textContent === 'Send'),
    );
  });
});

test('without JavaScript the page says what it needs, and leads to the lesson and the code', async () => {
  await visit(path, { javaScriptEnabled: false }, async (page) => {
    await see(page, 'Running a chapter here needs JavaScript.');
    const main = page.getByRole('main');
    assert.ok(await main.getByRole('link', { name: 'the lesson' }).isVisible());
    assert.ok(await main.getByRole('link', { name: 'the code' }).isVisible());
    assert.equal(await page.getByText('Loading …').isVisible(), false);
  });
});

test('a chapter that cannot run says why, and has what was recorded', () => {
  const { manifest } = chapter;
  const redis = { ...chapter, manifest: { ...manifest, tab: 'Redis' } };
  const page = toRunPage(kit, redis, []);
  assert.equal(page.reason, 'Redis');
  assert.deepEqual([page.tasks, page.requests, page.files], [[], [], {}]);
  const created = page.recorded.find(({ name }) => name === 'createPost');
  assert.match(created?.request ?? '', /^POST \/posts HTTP/);
  assert.match(created?.response ?? '', /^HTTP\/1.1 201 Created/);
});

/** Runs the kit's check in a folder. */
function check(dir: string) {
  const bin = join(kit.root, 'shared', 'bin', 'ground-up.js');
  return spawnSync(process.execPath, [bin, 'check'], {
    cwd: dir,
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
}

function editor(page: Page) {
  return page.locator('.cm-content');
}

async function choose(page: Page, file: string): Promise<void> {
  await page.getByLabel('File', { exact: true }).selectOption(file);
  await page.getByRole('textbox', { name: file }).waitFor();
}

/** Replaces the text of the file that is shown. */
async function write(page: Page, content: string): Promise<void> {
  await editor(page).focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(content);
}

/** Waits until the editor shows a text. */
async function text(page: Page, wanted: string): Promise<void> {
  await editor(page).getByText(wanted).first().waitFor();
}

async function pick(page: Page, title: string): Promise<void> {
  await page.getByLabel('From requests.http').selectOption(title);
}

async function ask(page: Page, method: string, asked: string): Promise<void> {
  await page.getByLabel('Method').selectOption(method);
  await page.getByRole('textbox', { name: 'Path' }).fill(asked);
  await page.getByLabel('Headers').fill('');
  await page.getByLabel('Body').fill('');
  await page.getByRole('button', { name: 'Send' }).click();
}

function response(page: Page): Promise<string> {
  return page.getByRole('region', { name: 'Response' }).last().innerText();
}

/** The cursor is at the line of the file, and the editor has the focus. */
async function atLine(page: Page, file: string, line: number): Promise<void> {
  await page.getByRole('textbox', { name: file }).waitFor();
  await page.waitForFunction(
    (line) =>
      document.querySelector('.cm-activeLineGutter')?.textContent ===
        String(line) &&
      document.activeElement?.classList.contains('cm-content'),
    line,
  );
}

/** Goes on by Tab until an element has the focus. */
async function tabUntil(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press('Tab');
    const isThere = await page.evaluate(
      (selector) => document.activeElement?.matches(selector),
      selector,
    );
    if (isThere) return;
  }
  assert.fail(`${selector} was not reached by Tab.`);
}

async function see(page: Page, wanted: string): Promise<void> {
  await page.getByText(wanted).first().waitFor({ state: 'visible' });
}

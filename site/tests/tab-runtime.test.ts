import assert from 'node:assert/strict';
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { listChapters } from '../../shared/src/chapters.ts';
import { buildTab } from '../tab/bundle/build.ts';
import type { Files, Output, Problem, TestResult } from '../tab/tab.ts';
import { toNodeStack } from '../tab/node/errors.ts';
import { findFirefox, noFirefox } from './find-browser.ts';
import { type AnyPage, openTabSite, type TabSite } from './tab-page.ts';

let site: TabSite;
let inChromium: AnyPage;
let inFirefox: AnyPage | undefined;
let page: AnyPage;
const asked: string[] = [];

before(async () => {
  site = await openTabSite();
  const opened = await site.openPage();
  opened.on('request', (request) => asked.push(request.url()));
  opened.context().on('request', (request) => asked.push(request.url()));
  inChromium = opened;
});

beforeEach(() => {
  page = inChromium;
});

after(() => site?.close());

/** Where engines differ: errors and their stacks, what ends a worker, what refuses code. */
function testInEach(name: string, run: () => Promise<void>) {
  test(name, run);
  const skip = findFirefox() ? false : noFirefox;
  test(`${name}: in Firefox`, { skip }, async () => {
    inFirefox ??= await site.openPageInFirefox();
    page = inFirefox;
    await run();
  });
}

/** What a tab says: the answer to one request, or the problem it ends with. */
interface Said {
  status?: number;
  body?: string;
  problem?: Problem;
  output: Output[];
}

/** Runs `files` in a tab of their own, asks for `path`, and ends it. */
function ask(files: Files, path: string, limit = 10_000): Promise<Said> {
  return page.evaluate(
    async ({ files, path, limit, built }) => {
      const output: Output[] = [];
      const tab = window.createTab({
        assets: 'tab/',
        built,
        limit,
        onOutput: (one: Output) => output.push(one),
      });
      try {
        await tab.run(files);
        const { status, body } = await tab.fetch({
          method: 'GET',
          path,
          headers: [],
        });
        return { status, body, output };
      } catch (error) {
        const { problem } = error as { problem: Problem };
        return { problem, output };
      } finally {
        tab.stop();
      }
    },
    { files, path, limit, built: site.builtOf('hello') },
  );
}

/** Chapter 01 with one change in its app. */
function edited(before: string, after: string): Files {
  const files = site.filesOf('hello');
  const app = files['src/app.ts'] ?? '';
  assert.ok(app.includes(before), before);
  return { ...files, 'src/app.ts': app.replace(before, after) };
}

/** Chapter 01 whose /health answers what `code` gives. */
function evaluating(code: string): Files {
  return edited(
    "app.get('/health', (req, res) => {\n    res.json({ status: 'ok' });",
    `app.get('/health', async (req, res) => {\n    res.json({ status: await (async () => { ${code} })().catch(String) });`,
  );
}

test('a stack of Firefox is told as one of Node', () => {
  const frames = [
    'createApp/<@blob:http://localhost/1:19:11',
    'async*createApp@blob:http://localhost/1:8:3',
    '@blob:http://localhost/2:5:1',
    '',
  ];

  assert.equal(
    toNodeStack(new TypeError('missing'), frames.join('\n')),
    `TypeError: missing
    at blob:http://localhost/1:19:11
    at async createApp (blob:http://localhost/1:8:3)
    at blob:http://localhost/2:5:1`,
  );
});

testInEach('an error is printed with its message and its stack', async () => {
  const { output } = await ask(
    edited(
      'return app;',
      "console.error(new TypeError('told'));\n  console.error(new DOMException('ended'));\n  return app;",
    ),
    '/',
  );

  const printed = output.map(({ text }) => text).join('\n');
  assert.match(
    printed,
    /^TypeError: told\n    at createApp \(src\/app\.ts:18:17\)\n    at .*src\/server\.ts:5:1/m,
  );
  assert.match(printed, /^Error: ended$/m);
});

test('an edited route changes the answer', async () => {
  const { body } = await ask(edited('Hello World', 'Hello reader'), '/');

  assert.deepEqual(JSON.parse(body ?? ''), { message: 'Hello reader' });
});

testInEach(
  'what is no TypeScript is told with its line and column',
  async () => {
    const { problem } = await ask(
      edited("res.json({ status: 'ok' });", 'res.json({ status: );'),
      '/',
    );

    assert.deepEqual(problem?.place, {
      file: 'src/app.ts',
      line: 14,
      column: 33,
    });
    assert.match(problem?.message ?? '', /Unexpected token/);
  },
);

testInEach(
  'what is thrown while it starts is told with its line and column',
  async () => {
    const { problem } = await ask(
      edited(
        'return app;',
        'const missing = undefined as unknown as { x(): void };\n  missing.x();\n  return app;',
      ),
      '/',
    );

    const { file, line, column } = problem?.place ?? {};
    assert.deepEqual([file, line], ['src/app.ts', 19]);
    assert.ok(column === 11 || column === 3); // of `x`, or in Firefox of `missing.x`
    assert.match(problem?.stack ?? '', /src\/server\.ts:5:1/);
  },
);

testInEach(
  'a name that a module does not export is told at its import',
  async () => {
    const files = site.filesOf('hello');
    const server = (files['src/server.ts'] ?? '').replaceAll(
      'createApp',
      'createApi',
    );

    const { problem } = await ask({ ...files, 'src/server.ts': server }, '/');

    assert.match(
      problem?.message ?? '',
      /'\.\/app\.ts' does not provide an export named 'createApi'/,
    );
    assert.equal(problem?.place?.line, 1);
  },
);

testInEach(
  'a failing test is told at its line, with what was expected',
  async () => {
    const results: TestResult[] = await page.evaluate(
      (files) =>
        window
          .createTab({ assets: 'tab/' })
          .test(files, { only: ['tests/hello.test.ts'] }),
      edited('Hello World', 'Hello reader'),
    );

    const failed = results.filter(({ state }) => state === 'failed');
    assert.deepEqual(
      failed.map(({ name }) => name),
      ['GET / says hello'],
    );
    assert.equal(failed[0]?.problem?.place?.file, 'tests/hello.test.ts');
    assert.equal(failed[0]?.problem?.place?.line, 8);
    assert.equal(failed[0]?.place?.line, 4);
    assert.match(failed[0]?.expected ?? '', /Hello World/);
    assert.match(failed[0]?.actual ?? '', /Hello reader/);
  },
);

testInEach('tests that one line makes of many stand at that line', async () => {
  const results: TestResult[] = await page.evaluate(
    (files) =>
      window
        .createTab({ assets: 'tab/' })
        .test(files, { only: ['tests/posts-changes.test.ts'] }),
    site.filesOf('crud'),
  );

  assert.deepEqual(
    results.filter(({ place }) => place === undefined),
    [],
  );
});

testInEach(
  'an endless loop is ended, and the page answers meanwhile',
  async () => {
    const endless = edited('return app;', 'while (true);\n  return app;');

    const said = ask(endless, '/', 1_500);
    const answered = await page.evaluate(() => 6 * 7);

    assert.equal(answered, 42);
    assert.match(
      (await said).problem?.message ?? '',
      /^Stopped: no answer within 1.5 seconds/,
    );
    assert.equal((await ask(site.filesOf('hello'), '/')).status, 200);
  },
);

testInEach('an endless loop that prints is ended as well', async () => {
  const { problem } = await ask(
    edited(
      "res.json({ message: 'Hello World' });",
      'for (let count = 0; ; count += 1) if (count % 1e7 === 0) console.log(count);',
    ),
    '/',
    1_500,
  );

  assert.match(problem?.message ?? '', /^Stopped: no answer/);
});

testInEach('a program that listens nowhere is told so', async () => {
  const files = { ...site.filesOf('hello'), 'src/server.ts': 'export {};' };

  const { problem } = await ask(files, '/');

  assert.match(problem?.message ?? '', /nothing listens/);
});

testInEach('a program that ends itself says what it printed', async () => {
  const files = {
    ...site.filesOf('settings'),
    '.env': 'PORT=nowhere\n',
  };

  const { problem, output } = await ask(files, '/');

  assert.match(problem?.message ?? '', /ended itself with exit code 1/);
  assert.match(output.map(({ text }) => text).join('\n'), /^PORT: must/m);
});

test('two tabs do not disturb each other', async () => {
  const statuses = await page.evaluate(async (files) => {
    const [one, other] = [0, 1].map(() => window.createTab({ assets: 'tab/' }));
    if (!one || !other) return [];
    await Promise.all([one.run(files), other.run(files)]);
    const headers: [string, string][] = [['Content-Type', 'application/json']];
    const body = JSON.stringify({ title: 'Mine', content: 'alone' });
    await one.fetch({ method: 'POST', path: '/posts', headers, body });
    const path = '/posts/1';
    const seen = [
      await one.fetch({ method: 'GET', path, headers: [] }),
      await other.fetch({ method: 'GET', path, headers: [] }),
    ];
    one.stop();
    const left = await other.fetch({ method: 'GET', path: '/', headers: [] });
    other.stop();
    return [...seen, left].map(({ status }) => status);
  }, site.filesOf('sql'));

  assert.deepEqual(statuses, [200, 404, 200]);
});

test(
  'the worker of the next run gets ready beside one that runs, and a stop ends both',
  { timeout: 30_000 },
  async () => {
    const own = await site.openPage();
    const workers = async (count: number) => {
      for (let tries = 0; tries < 500; tries += 1)
        if (own.workers().length === count) return;
        else await sleep(20);
      assert.equal(own.workers().length, count);
    };
    const run = () =>
      own.evaluate(async (files) => {
        window.tabs['mine'] ??= window.createTab({ assets: 'tab/' });
        await window.tabs['mine'].run(files);
      }, site.filesOf('hello'));

    await run();
    await workers(2);
    await run();
    await workers(2);
    await own.evaluate(() => window.tabs['mine']?.stop());
    await workers(0);

    await own.context().close();
  },
);

test('the next run has the files of then and no others, and an empty database', async () => {
  const files = site.filesOf('sql');
  const app = files['src/app.ts'] ?? '';
  const imports = (text: string) => ({
    ...files,
    'src/app.ts': `${text}${app}`,
  });
  const extra = { 'src/extra.ts': "console.log('extra');" };
  const all = [
    { ...imports("import './extra.ts';\n"), ...extra },
    imports("console.log('changed');\n"),
    imports("import './extra.ts';\n"),
    imports(''),
  ];

  const said = await page.evaluate(async (all) => {
    const lines: string[] = [];
    const tab = window.createTab({
      assets: 'tab/',
      onOutput: ({ text }: Output) => lines.push(text),
    });
    const headers: [string, string][] = [['Content-Type', 'application/json']];
    const body = JSON.stringify({ title: 'Mine', content: 'alone' });
    for (const files of all)
      try {
        await tab.run(files);
        const { headers: answered } = await tab.fetch({
          method: 'POST',
          path: '/posts',
          headers,
          body,
        });
        const location = answered.find(([name]) => name === 'Location');
        lines.push(location?.[1] ?? 'none');
        await new Promise((resolve) => setTimeout(resolve, 1_000));
      } catch (error) {
        lines.push((error as Error).message);
      }
    tab.stop();
    return lines.filter((line) => !line.startsWith('Listening'));
  }, all);

  assert.deepEqual(said, [
    'extra',
    '/posts/1',
    'changed',
    '/posts/1',
    said[4],
    '/posts/1',
  ]);
  assert.match(said[4] ?? '', /There is no module '\.\/extra\.ts' here/);
});

testInEach(
  "a reader's code finds no store of the page, no other worker, no shared memory",
  async () => {
    await page.evaluate(() => localStorage.setItem('progress', 'all of it'));
    const code = `return ['localStorage', 'sessionStorage', 'indexedDB', 'caches', 'cookieStore', 'BroadcastChannel',
    'Worker', 'SharedWorker', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'SharedArrayBuffer']
    .filter((name) => name in globalThis)
    .concat(['storage', 'locks', 'serviceWorker'].filter((name) => name in navigator))
    .concat(Object.getOwnPropertyNames(WorkerGlobalScope.prototype).filter((name) => /indexedDB|caches/.test(name)))`;

    const { body } = await ask(evaluating(code), '/health');

    assert.deepEqual(JSON.parse(body ?? ''), { status: [] });
  },
);

testInEach(
  "a reader's code reaches no other host: the runtime and the policy refuse it",
  async () => {
    const other = 'https://example.com/';
    const byFetch = await ask(
      evaluating(`return (await fetch('${other}')).status`),
      '/health',
    );
    const byImport = await ask(
      evaluating(
        `return typeof await import('data:text/javascript,export default 1')`,
      ),
      '/health',
    );
    // Behind the runtime's back: the policy alone stands in the way.
    const refused = await page.evaluate(async (other) => {
      const code = `fetch('${other}').then(() => 'reached', String).then((said) => postMessage(said))`;
      const blob = new Blob([code], { type: 'text/javascript' });
      const worker = new Worker(URL.createObjectURL(blob), { type: 'module' });
      return new Promise<string>((resolve) => {
        worker.onmessage = ({ data }) => resolve(String(data));
      });
    }, other);

    assert.match(byFetch.body ?? '', /example\.com cannot be reached/);
    assert.match(byImport.body ?? '', /There is no module/);
    assert.match(refused, /TypeError/);
    assert.deepEqual(
      asked.filter((url) => url.startsWith(other)),
      [],
    );
  },
);

testInEach('code from a text is refused', async () => {
  const { body } = await ask(
    evaluating("return new Function('return 1')()"),
    '/health',
  );

  assert.match(body ?? '', /EvalError/);
});

test('under a sub-path every request stays below it', () => {
  const outside = asked.filter(
    (url) => !url.startsWith('blob:') && !url.startsWith(site.url),
  );

  assert.deepEqual(outside, []);
  assert.ok(asked.some((url) => url.endsWith('/tab/worker.js')));
});

for (const slug of ['queries', 'ci'])
  test(`to run ${slug} takes at most 900 KB`, async () => {
    const own = await site.openPage();
    const taken = new Set<string>();
    own.context().on('request', (request) => taken.add(request.url()));
    await own.evaluate(async (built) => {
      const tab = window.createTab({ assets: 'tab/', built });
      await tab.run(built.files);
      tab.stop();
    }, site.builtOf(slug));
    await own.context().close();

    const files = [...taken].filter((url) => url.startsWith(`${site.url}tab/`));
    const bytes = files.reduce((sum, url) => {
      const file = join(site.folder, url.slice(site.url.length));
      return sum + gzipSync(readFileSync(file), { level: 9 }).length;
    }, 0);
    assert.ok(files.some((url) => url.endsWith('.wasm')));
    assert.ok(bytes <= 900 * 1024, `${Math.round(bytes / 1024)} KB`);
  });

test('only what was changed is made JavaScript again', async () => {
  const own = await site.openPage();
  const taken = new Set<string>();
  own.context().on('request', (request) => taken.add(request.url()));
  const built = site.builtOf('hello');
  const app = built.files['src/app.ts'] ?? '';
  const run = (app: string) =>
    own.evaluate(
      async ({ built, app }) => {
        const tab = window.createTab({ assets: 'tab/', built });
        await tab.run({ ...built.files, 'src/app.ts': app });
        const asked = { method: 'GET', path: '/', headers: [] };
        const { body } = await tab.fetch(asked);
        tab.stop();
        return body;
      },
      { built, app },
    );
  /** Whether what takes out types has been loaded: one of its options is named so. */
  const isTranspiling = () =>
    [...taken]
      .filter((url) => url.startsWith(`${site.url}tab/`))
      .map((url) => join(site.folder, url.slice(site.url.length)))
      .some((file) =>
        readFileSync(file).includes('enableLegacyTypeScriptModuleInterop'),
      );

  assert.match(await run(app), /Hello World/);
  assert.equal(isTranspiling(), false);

  assert.match(
    await run(app.replace('Hello World', 'Hello reader')),
    /Hello reader/,
  );
  assert.equal(isTranspiling(), true);
  await own.context().close();
});

test('a slow network is no endless loop', async () => {
  const own = await site.openPage();
  await own.context().route(`${site.url}tab/**`, async (route) => {
    await sleep(400);
    await route.continue();
  });
  const built = site.builtOf('hello');
  const app = `${built.files['src/app.ts']}// changed\n`;
  const said = await own.evaluate(
    async ({ built, app }) => {
      const tab = window.createTab({ assets: 'tab/', built, limit: 300 });
      const files = { ...built.files, 'src/app.ts': app };
      try {
        await tab.run(files);
        const asked = { method: 'GET', path: '/', headers: [] };
        const { body } = await tab.fetch(asked);
        const results = await tab.test(files);
        return [body, ...new Set(results.map(({ state }) => state))];
      } catch (error) {
        return [String(error)];
      } finally {
        tab.stop();
      }
    },
    { built, app },
  );
  await own.context().close();

  assert.match(said[0] ?? '', /Hello World/);
  assert.deepEqual(said.slice(1), ['passed']);
});

test('what hashes a password keeps nothing waiting', async () => {
  const code = `
    import bcrypt from 'bcrypt';
    import { createServer } from 'node:http';
    await bcrypt.hash('first', 4);
    const hashed = bcrypt.hash('secret', 13);
    await new Promise((resolve) => setTimeout(resolve));
    const end = Date.now() + 4_000;
    while (Date.now() < end);
    const later = new Promise((resolve) => setTimeout(resolve, 50, 'none'));
    const hash = await Promise.race([hashed, later]);
    const told = await new Promise((resolve) => bcrypt.compare('secret', hash, (error, same) => resolve(same)));
    const wrong = await bcrypt.compare('other', hash);
    const refused = await bcrypt.hash('secret').catch((error) => error.message);
    createServer((req, res) => res.end(JSON.stringify({ hash, told, wrong, refused }))).listen(3000);`;

  const { body } = await ask({ 'src/server.ts': code }, '/');

  const { hash, ...rest } = JSON.parse(body ?? '') as Record<string, unknown>;
  assert.match(String(hash), /^\$2b\$13\$/);
  assert.deepEqual(rest, {
    told: true,
    wrong: false,
    refused: 'Illegal arguments: string, undefined',
  });
});

test('a check of models that is not there says so', async () => {
  const code = `
    import { createServer } from 'node:http';
    import { DataTypes, Sequelize } from 'sequelize';
    import sqlite3 from 'sqlite3';
    const sequelize = new Sequelize({ dialect: 'sqlite', dialectModule: sqlite3, storage: ':memory:' });
    const Account = sequelize.define('Account', { mail: { type: DataTypes.TEXT, validate: { isEmail: true } }, iban: { type: DataTypes.TEXT, validate: { isIBAN: true } } });
    const said = async (values) => Account.build(values).validate().then(() => 'valid', String);
    const all = [await said({ mail: 'a@b.example' }), await said({ mail: 'a' }), await said({ iban: 'DE1' })];
    createServer((req, res) => res.end(JSON.stringify(all))).listen(3000);`;

  const { body } = await ask({ 'src/server.ts': code }, '/');

  const [right, wrong, unknown] = JSON.parse(body ?? '') as string[];
  assert.equal(right, 'valid');
  assert.match(wrong ?? '', /isEmail on mail failed/);
  assert.match(unknown ?? '', /A page does not have the check isIBAN/);
});

test('common passwords come whole', async () => {
  const files = {
    ...site.filesOf('users'),
    'src/server.ts': `
      import { createServer } from 'node:http';
      import { dictionary } from '@zxcvbn-ts/language-common';
      createServer((req, res) => res.end(JSON.stringify(dictionary.passwords))).listen(3000);`,
  };
  const fromChapter = createRequire(
    join(site.chapters.at(-1)?.dir ?? '', 'package.json'),
  );
  const { dictionary } = fromChapter('@zxcvbn-ts/language-common') as {
    dictionary: { passwords: string[] };
  };

  const { body } = await ask(files, '/');

  assert.deepEqual(JSON.parse(body ?? ''), [...dictionary.passwords].sort());
});

test('a chapter whose source imports what is lacking is refused, with the line', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ground-up lacking '));
  try {
    const [first] = listChapters();
    assert.ok(first);
    const dir = join(folder, first.name);
    cpSync(first.dir, dir, { recursive: true });
    const app = join(dir, 'src', 'app.ts');
    writeFileSync(
      app,
      `${readFileSync(app, 'utf8')}import { fork } from 'node:cluster';\nexport { fork };\n`,
    );

    await assert.rejects(
      buildTab([{ ...first, dir }], join(folder, 'tab')),
      /^Error: chapters\/01-hello\/src\/app\.ts:20 imports node:cluster, which a page does not have\./,
    );
    assert.ok(!readdirSync(folder).includes('tab'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

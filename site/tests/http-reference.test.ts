import assert from 'node:assert/strict';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { boot } from '../../shared/src/boot.ts';
import { settle } from '../../shared/src/exchanges.ts';
import { openKit } from '../../shared/src/kit.ts';
import { askChapter } from '../../shared/src/serve.ts';
import {
  deriveHttpReference,
  httpFolder,
  type HttpReference,
  type Operation,
  readHttpRequests,
  readHttpResponses,
  recordings,
} from '../kit/http-reference.ts';
import type { Input, Rule } from '../kit/http-inputs.ts';
import { referencePages } from '../kit/lookup-pages.ts';
import { visit } from './browser.ts';
import { copyKit } from './copy.ts';
import { build, kit, textOf } from './setup.ts';

const newest = kit.chapters.at(-1);
assert.ok(newest);
const { dir } = newest;
const { path: page } = referencePages.http;

/** A path serves its own, and a user that is not there may be asked for. */
const samples = { posts: '1', users: '123e4567-e89b-42d3-a456-426614174000' };

let reference: HttpReference;
let operations: Operation[];
let server: Awaited<ReturnType<typeof boot>>;
let token: string;

before(async () => {
  reference = await deriveHttpReference(kit);
  operations = reference.groups.flatMap((group) => group.operations);
  server = await boot(dir);
  token = await logIn();
});

after(() => server.close());

for (const name of recordings)
  test(`what is recorded in ${name}.json is what the newest chapter answers now`, async () => {
    const now = await askChapter(kit, newest, readHttpRequests(kit, name));
    const { changed } = settle(readHttpResponses(kit, name), now);
    assert.deepEqual(changed, [], 'npm --prefix site run record');
  });

test('the operations are the routes of the running chapter', async () => {
  const { createApp } = (await import(join(dir, 'src/app.ts'))) as {
    createApp(settings: unknown, database: unknown): { router: Layer };
  };
  const { readSettings } = (await import(join(dir, 'src/settings.ts'))) as {
    readSettings(env: object): unknown;
  };
  const app = createApp(readSettings({}), new Proxy({}, { get: () => ({}) }));

  assert.deepEqual(
    new Set(operations.map(({ method, path }) => `${method} ${path}`)),
    new Set(routesOf(app.router)),
  );
  const anchors = new Set(operations.map(({ anchor }) => anchor));
  assert.equal(anchors.size, operations.length);
});

test('a token is needed where it says so, and nowhere else', async () => {
  for (const one of operations) {
    const { status } = await send(one, {}, { isNobody: true });
    assert.equal(status === 401, one.needsUser, `${one.method} ${one.path}`);
  }
});

test('each rule is what the running chapter says when it is broken', async () => {
  let count = 0;
  for (const one of operations)
    for (const input of one.inputs)
      for (const { field, rule } of rulesOf(input)) {
        const { status, body } = await send(one, { [input.in]: rule.wrong });
        assert.equal(status, 422, `${one.method} ${one.path} ${rule.message}`);
        assert.ok(
          body.details?.some(
            (detail) =>
              detail.in === input.in &&
              detail.field === field &&
              detail.message === rule.message,
          ),
          `${one.method} ${one.path} ${field}: ${rule.message}`,
        );
        count += 1;
      }
  assert.ok(count > 40, String(count));
});

test('what is required is missed, what is optional is not, and read-only members change nothing', async () => {
  for (const one of operations)
    for (const { in: place, fields } of one.inputs) {
      if (place !== 'body') continue;
      const { body } = await send(one, { body: {} });
      for (const { name, isRequired } of fields)
        assert.equal(
          body.details?.some(({ field }) => field === name) ?? false,
          isRequired,
          `${one.method} ${one.path} ${name}`,
        );
      const ignored = fields.filter(({ isIgnored }) => isIgnored);
      const { body: answer } = await send(one, {
        body: Object.fromEntries(ignored.map(({ name }) => [name, 'x'])),
      });
      for (const { name } of ignored)
        assert.ok(!answer.details?.some(({ field }) => field === name), name);
    }
});

test('what it does not know is refused everywhere but at POST /auth/token', async () => {
  for (const one of operations) {
    const name = `${one.method} ${one.path}`;
    const places = one.inputs.map((input) => input.in);
    for (const place of ['query', ...places.filter((at) => at === 'body')]) {
      const { status, body } = await send(one, {
        [place]: { colour: 'green' },
      });
      const isRefused = body.details?.some(
        ({ in: at, field }) => at === place && field === 'colour',
      );
      if (name === 'POST /auth/token')
        assert.deepEqual([status, isRefused], [400, undefined]);
      else assert.ok(status === 422 && isRefused, `${name} ${place}`);
    }
  }
});

test('HEAD is answered like GET, without the body', async () => {
  for (const one of operations.filter(({ method }) => method === 'GET')) {
    const got = await send(one, {});
    const head = await send({ ...one, method: 'HEAD' }, {});
    assert.equal(head.status, got.status, one.path);
    assert.equal(head.text, '');
    assert.ok(got.text);
  }
});

test('the page has each operation with its fields, rules and exchanges', () => {
  const html = readFileSync(join(build, `${page}.html`), 'utf8');
  const articles = html.split('<article').slice(1);
  assert.equal(articles.length, operations.length);

  operations.forEach((one, index) => {
    const article = articles[index] ?? '';
    const text = squeeze(textOf(`<article${article}`));
    assert.match(article, new RegExp(`id="?${one.anchor}[" >]`));
    for (const input of one.inputs) {
      for (const { name, standard = '', values = [] } of input.fields)
        for (const said of [name, standard, ...values])
          assert.ok(
            text.includes(squeeze(said.replaceAll('"', ''))),
            `${one.anchor} ${said}`,
          );
      for (const { rule } of rulesOf(input))
        assert.ok(text.includes(squeeze(rule.message)), rule.message);
    }
    for (const { title, request, response } of one.exchanges)
      for (const said of [title, request, response])
        assert.ok(text.includes(squeeze(said)), said);
  });
});

test('a changed schema, a new route and a recording that lacks changes are seen', async () => {
  const copy = copyKit(httpFolder);
  const chapter = join(copy, 'chapters', newest.name);
  symlinkSync(join(kit.root, 'node_modules'), join(copy, 'node_modules'));
  symlinkSync(join(dir, 'node_modules'), join(chapter, 'node_modules'));
  edit(join(chapter, 'src/posts/schemas.ts'), 'text(255)', 'text(200)');
  edit(
    join(chapter, 'src/posts/routes.ts'),
    "router.delete('/posts/:id', requireUser,",
    "router.delete('/posts/:id',",
  );

  const { groups } = await deriveHttpReference(openKit(copy));
  const all = groups.flatMap((group) => group.operations);
  const find = (anchor: string) => all.find((one) => one.anchor === anchor);
  const [body] = find('post-posts')?.inputs ?? [];
  assert.ok(body);
  const said = rulesOf(body).map(({ rule }) => rule.message);
  assert.ok(said.includes('Must have at most 200 characters.'));
  assert.ok(!said.includes('Must have at most 255 characters.'));
  assert.equal(find('delete-posts-id')?.needsUser, false);

  const health = join(chapter, 'src/health.ts');
  edit(health, "'/health/live', (req", "'/health/alive', (req");
  await assert.rejects(deriveHttpReference(openKit(copy)), {
    name: 'UserError',
    message:
      /operations\.http asks for GET \/health\/live, which no route serves/,
  });
  edit(
    join(copy, httpFolder, 'operations.http'),
    '{{baseUrl}}/health/live',
    '{{baseUrl}}/health/ready',
  );
  edit(
    join(copy, httpFolder, 'operations.json'),
    '"path": "/health/live"',
    '"path": "/health/ready"',
  );
  await assert.rejects(deriveHttpReference(openKit(copy)), {
    message: /no request that GET \/health\/alive answers with a success/,
  });
});

test('a folded exchange opens by keyboard, and its request is there for curl', async () => {
  await visit(page, {}, async (tab) => {
    const article = tab.locator('article', {
      has: tab.locator('#post-votes'),
    });
    const fold = article.locator('summary', { hasText: 'once more' });
    await fold.focus();
    await tab.keyboard.press('Enter');
    const opened = article.locator('details[open]');
    await opened.getByText('409 Conflict').waitFor();

    await opened.getByRole('tab', { name: 'HTTP' }).focus();
    await tab.keyboard.press('ArrowRight');
    await tab.keyboard.press('Enter');
    await opened.getByText('$token_access_token').first().waitFor();
    assert.match(
      (await opened.textContent()) ?? '',
      /is the access_token that token was answered/,
    );
  });
});

interface Layer {
  stack?: Layer[];
  handle?: Layer;
  route?: { path: string | string[]; methods: Record<string, boolean> };
}

/** What the routers of Express hold: methods and paths. */
function routesOf({ stack = [] }: Layer): string[] {
  return stack.flatMap(({ route, handle }) =>
    route
      ? [route.path]
          .flat()
          .flatMap((path) =>
            Object.keys(route.methods).map(
              (method) => `${method.toUpperCase()} ${path}`,
            ),
          )
      : handle
        ? routesOf(handle)
        : [],
  );
}

function rulesOf({ fields, rules }: Input): { field: string; rule: Rule }[] {
  return [
    ...fields.flatMap(({ name, rules }) =>
      rules.map((rule) => ({ field: name, rule })),
    ),
    ...rules.map((rule) => ({ field: '', rule })),
  ];
}

interface Sent {
  path?: object;
  query?: object;
  body?: object;
}

/** Sends a request to an operation, of somebody who has logged in unless told. */
async function send(
  { method, path, inputs }: Pick<Operation, 'method' | 'path' | 'inputs'>,
  { path: params = {}, query = {}, body }: Sent,
  { isNobody = false } = {},
) {
  const values: Record<string, unknown> = {
    id: path.startsWith('/posts') ? samples.posts : samples.users,
    ...params,
  };
  const filled = path.replaceAll(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(values[name])),
  );
  const search = new URLSearchParams(query as Record<string, string>);
  const hasBody = inputs.some((input) => input.in === 'body');
  const response = await fetch(`${server.url}${filled}?${search}`, {
    method,
    headers: {
      ...(isNobody ? {} : { Authorization: `Bearer ${token}` }),
      ...(hasBody ? { 'Content-Type': 'application/json' } : {}),
    },
    ...(hasBody ? { body: JSON.stringify(body ?? {}) } : {}),
  });
  const text = await response.text();
  if (method === 'DELETE' && response.ok) token = await logIn();
  return {
    status: response.status,
    text,
    body: (text ? JSON.parse(text) : {}) as {
      details?: { in: string; field: string; message: string }[];
    },
  };
}

/** A token of somebody who has just registered. */
async function logIn(): Promise<string> {
  const email = `${crypto.randomUUID()}@example.com`;
  const post = async (path: string, body: object) => {
    const response = await fetch(server.url + path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    return (await response.json()) as { access_token: string };
  };
  const password = 'correct horse battery';
  await post('/users', { name: 'Carol', email, password });
  return (await post('/auth/login', { email, password })).access_token;
}

function edit(file: string, from: string, to: string): void {
  const text = readFileSync(file, 'utf8');
  assert.ok(text.includes(from), `${file}: ${from}`);
  writeFileSync(file, text.replace(from, to));
}

function squeeze(text: string): string {
  return text.replaceAll(/\s+/g, '').replaceAll('&#x27;', "'");
}

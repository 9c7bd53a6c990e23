import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { commands, help } from '../../shared/bin/commands.js';
import { readCode, readJson, readText } from '../../shared/src/chapters.ts';
import { unzipSync } from 'fflate';
import { readGlossary } from '../../shared/src/kit.ts';
import { readLesson } from '../../shared/src/lesson.ts';
import { suiteOf, suitesUpTo } from '../../tests/contract/suites.ts';
import { patternOf } from '../kit/glossary.ts';
import { archive } from '../kit/offline.ts';
import { findFile } from './serve.ts';
import { baseUrl, build, kit, pages, textOf } from './setup.ts';

const glossary = readGlossary(kit);

/** What the source notes name. Their words for shipping come with the chapters about it. */
const namesOfPython = [
  ...['FastAPI', 'Flask', 'APIRouter', 'Blueprint', 'Depends', 'jsonify'],
  ...['Pydantic', 'BaseModel', 'BaseSettings', 'SettingsConfigDict'],
  ...['SQLAlchemy', 'Flask-SQLAlchemy', 'SQLModel', 'ModelBase', 'psycopg2'],
  ...['RealDictCursor', 'PyMySQL', 'AsyncSession', 'create_engine', 'get_db'],
  ...['db_create_all', 'db_drop_all', 'setup_sql_db', 'joinedload'],
  ...['alembic init', 'alembic revision', 'alembic upgrade', 'alembic current'],
  ...['alembic downgrade', 'alembic history', '--autogenerate', 'alembic.ini'],
  ...['passlib', 'python-jose', 'OAuth2PasswordRequestForm', 'HTTPException'],
  ...['OAuth2PasswordBearer', 'requires_auth', 'add_middleware', 'TestClient'],
  ...['uvicorn', 'flask run', 'FLASK_ENV', 'requirements.txt', 'pip3 install'],
  ...['pip3 freeze', 'venv', 'pytest', '__init__.py', 'lifespan', 'on_event'],
  ...['errorhandler', 'abort(404)', 'abort(401)', 'conint', 'EmailStr'],
];

test('the glossary has every term with definition, anchor and chapters', () => {
  const html = pageOf('glossary');
  const seen = squeeze(textOf(html));

  assert.ok(Object.keys(glossary).length > 100);
  for (const [id, { term, definition }] of Object.entries(glossary)) {
    const [, entry = ''] = html.split(new RegExp(`<div id="?${id}"?[ >]`));
    const end = entry.search(/<div id=|<\/section>/);
    const text = squeeze(textOf(`<div ${entry.slice(0, end)}`));
    assert.ok(text.startsWith(squeeze(term)), `${id}: ${text}`);
    assert.ok(text.includes(plain(definition)), `${id}: ${text}`);
    for (const { number, slug, manifest } of kit.chapters) {
      if (!manifest.concepts.includes(id)) continue;
      assert.ok(text.includes(squeeze(`${number} ${manifest.title}`)), id);
      assert.match(entry.slice(0, end), new RegExp(`/learn/${slug}[">]`));
    }
  }
  assert.ok(seen.includes(squeeze(`${Object.keys(glossary).length} terms`)));
});

test('every lesson links its words to the glossary', () => {
  for (const { slug, manifest } of kit.chapters) {
    const html = pageOf(`learn/${slug}`);
    for (const id of manifest.concepts)
      assert.match(html, new RegExp(`href="?[^" ]*/glossary#${id}[" >]`), id);
  }
});

test('a term is found in prose in its forms, and nowhere else', () => {
  const finds = (term: string, prose: string) => patternOf(term).test(prose);

  assert.ok(finds('Query parameter', 'Two query parameters are read.'));
  assert.ok(finds('Code point', 'Code points'));
  assert.ok(finds('Race', 'a race.'));
  assert.ok(finds('LIKE and CONTAINS', 'LIKE is slow'));
  assert.ok(finds('Prefix (of variables)', 'a prefix'));
  assert.ok(finds('Dependency', 'its dependencies'));
  assert.ok(!finds('PATCH', 'a patch'));
  assert.ok(!finds('Race', 'traces'));
  assert.ok(!finds('LIKE and CONTAINS', 'as you like'));
  assert.ok(!finds('.env', 'see .env.example'));
  assert.ok(finds('.env', 'a file .env holds it'));
});

test('the command line is there as --help has it, each command with its usage', () => {
  const html = pageOf('reference/kit');
  const seen = squeeze(textOf(html));

  assert.ok(commands.length > 10);
  assert.ok(seen.includes(squeeze(help())));
  for (const { name, usage, about } of commands) {
    assert.ok(seen.includes(squeeze(`npx ground-up ${usage}`)), name);
    assert.ok(seen.toLowerCase().includes(squeeze(about).toLowerCase()), name);
    assert.match(html, new RegExp(`id="?${name}[" >]`));
  }
  assert.ok(seen.includes('npmstart[02]'));
});

test('every setting of the newest .env.example is there, with its default and its chapter', () => {
  const html = pageOf('reference/env');
  const seen = squeeze(textOf(html));
  const newest = readCode(kit.chapters.at(-1)?.dir ?? '');
  const example = newest.get('.env.example') ?? '';
  const lines = [...example.matchAll(/^([A-Z_]+)=(.*)$/gm)];

  assert.ok(lines.length > 5);
  for (const [, name = '', value = ''] of lines) {
    const from = kit.chapters.find(({ dir }) =>
      [...readCode(dir)].some(
        ([path, text]) => path.startsWith('src/') && text.includes(name),
      ),
    );
    const anchor = name.toLowerCase().replaceAll('_', '-');
    const [, section = ''] = html.split(new RegExp(`id="?${anchor}[" >]`));
    const rest = squeeze(textOf(`<h2 ${section}`)).slice(0, 500);
    const since = `Default${value || 'none'}Since${from?.number}`;
    assert.ok(rest.includes(squeeze(since)), `${name}: ${since}`);
  }
  for (const line of example.match(/(?<=^# )(?!node ).*$/gm)?.slice(1) ?? [])
    assert.ok(seen.includes(squeeze(line)), line);
  assert.ok(seen.includes('NODE_ENV'));
});

test('every row of every table of common errors is among the error messages', () => {
  const seen = squeeze(textOf(pageOf('reference/errors')));

  for (const { name, dir } of kit.chapters) {
    const rows = rowsIn(
      readText(join(dir, 'README.md')).split('## Common errors')[1] ?? '',
    );
    assert.ok(rows.length > 3, name);
    for (const row of rows)
      for (const cell of row) assert.ok(seen.includes(plain(cell)), cell);
  }
});

test('every row of every box for those who come from Python is on their page', () => {
  const html = pageOf('coming-from/python');
  const seen = squeeze(textOf(html));

  for (const { name, slug, dir } of kit.chapters) {
    const [, box = ''] = readText(join(dir, 'README.md')).split(
      '<summary>Coming from Python</summary>',
    );
    const rows = rowsIn(box.split('</details>')[0] ?? '');
    assert.ok(rows.length > 3, name);
    for (const row of rows)
      for (const cell of row) assert.ok(seen.includes(plain(cell)), cell);
    assert.match(html, new RegExp(`/learn/${slug}#coming-from-python`));
  }
});

test('the libraries and commands of the notes are on the page for Python', () => {
  const seen = textOf(pageOf('coming-from/python'));

  for (const name of namesOfPython) assert.ok(seen.includes(name), name);
});

test('the matrix has every check of every suite, from the chapter that claims it on', () => {
  const html = pageOf('matrix');
  const seen = squeeze(textOf(html));
  let total = 0;

  for (const chapter of kit.chapters) {
    for (const feature of chapter.manifest.features) {
      const { checks } = suiteOf(feature);
      total += checks.length;
      const noun = checks.length === 1 ? 'promise' : 'promises';
      assert.ok(
        seen.includes(
          squeeze(
            `${feature}${checks.length} ${noun}, from ${chapter.number} ${chapter.manifest.title} on`,
          ),
        ),
        feature,
      );
      for (const { title } of checks)
        assert.ok(seen.includes(squeeze(title)), title);
    }
    const { length } = suitesUpTo(chapter, kit.chapters).flatMap(
      ({ checks }) => checks,
    );
    assert.equal(length, total);
  }
  assert.ok(seen.includes(`keeps${total}promises`));
});

test('every decision has a page, and is in the index with its title', () => {
  const index = pageOf('decisions');
  const folder = join(kit.root, 'site', 'docs', 'decisions');
  const names = readdirSync(folder);

  assert.ok(names.length > 10);
  for (const file of names) {
    const name = file.replace(/\.md$/, '');
    const text = readText(join(folder, file));
    const [, title = ''] = /^# (.+)$/m.exec(text) ?? [];
    assert.match(index, new RegExp(`/decisions/${name}[" >]`));
    assert.ok(squeeze(textOf(index)).includes(plain(title)), title);
    const page = squeeze(textOf(pageOf(`decisions/${name}`)));
    assert.ok(page.includes(plain(title)), title);
    for (const heading of ['Context', 'Choice', 'Price'])
      assert.ok(page.includes(heading), `${name}: ${heading}`);
  }
});

test('the pages on setting up and contributing name commands that there are', () => {
  const { scripts } = readJson(
    join(kit.root, 'package.json'),
    'package.json',
  ) as { scripts: Record<string, string> };
  const own = commands.filter(({ about }) =>
    about.startsWith('in a workspace'),
  );
  const isThere = (command: string) => {
    const [program = '', first = '', second = ''] = command.split(' ');
    if (program === 'npx')
      return (
        first === 'ground-up' && commands.some((one) => one.name === second)
      );
    if (program === 'npm' && first === 'run')
      return second in scripts || own.some(({ name }) => name === second);
    if (program === 'npm')
      return first === 'install' || first === '--prefix' || first in scripts;
    return ['node', 'git'].includes(program);
  };

  for (const file of ['site/docs/setup.md', 'CONTRIBUTING.md']) {
    const text = readText(join(kit.root, file));
    const called = [
      ...text.matchAll(/^\$ (.+)$/gm),
      ...text.matchAll(/`((?:npm|npx) [^`]+)`/g),
    ].map(([, command = '']) => command);
    assert.ok(called.length > 3, file);
    assert.deepEqual(
      called.filter((command) => !isThere(command)),
      [],
    );
  }

  const setup = readText(join(kit.root, 'site/docs/setup.md'));
  const { engines } = readJson(join(kit.root, 'package.json'), '') as {
    engines: { node: string };
  };
  assert.ok(setup.includes(`Node.js ${engines.node.replace('>=', '')}`));
});

test('the page on setting up names every section of a lesson, in order', () => {
  const setup = readText(join(kit.root, 'site/docs/setup.md'));
  const named = Array.from(
    setup.matchAll(/\*\*([^*]+)\*\*/g),
    ([, one]) => one,
  );

  const { sections } = readLesson(
    readText(join(kit.chapters.at(-1)?.dir ?? '', 'README.md')),
  );
  const inLesson = sections
    .map(({ title }) => title)
    .filter((title) => title !== 'You will be able to');
  const found = named.filter((one) => inLesson.includes(one ?? ''));
  assert.deepEqual(
    new Set(found),
    new Set(inLesson),
    'The page does not name what a lesson has.',
  );
});

test('each lesson is there as plain Markdown, and llms.txt lists it', () => {
  const index = readFileSync(join(build, 'llms.txt'), 'utf8');

  for (const { slug, manifest, dir } of kit.chapters) {
    const text = readFileSync(join(build, 'learn', `${slug}.md`), 'utf8');
    assert.doesNotMatch(text, /^<!-- \/?kit/m);
    assert.doesNotMatch(text.replaceAll(/```[^]*?```/g, ''), /\]\((?!http|#)/);
    for (const { text: code } of readLesson(readText(join(dir, 'README.md')))
      .fences)
      assert.ok(text.includes(code), slug);
    assert.ok(index.includes(`/learn/${slug}.md): ${manifest.idea}`), slug);
  }
  for (const [, url = ''] of index.matchAll(/\]\((http[^)]+)\)/g)) {
    const path = new URL(url).pathname.slice(baseUrl.length - 1);
    assert.ok(findFile(build, path), url);
  }
});

test('the print page has every lesson, unfolded, and asks for nothing', () => {
  const html = pageOf('print');
  assert.ok(!html.includes('<script')); // so it says the same without JavaScript

  for (const { slug, dir } of kit.chapters) {
    const [, article = ''] = html.split(
      `<article class="markdown" id="${slug}"`,
    );
    const seen = squeeze(textOf(article.split('</article>')[0] ?? ''));
    const { sections, fences } = readLesson(readText(join(dir, 'README.md')));
    for (const { title } of sections) assert.ok(seen.includes(squeeze(title)));
    for (const { info, text } of fences)
      if (info !== 'mermaid') assert.ok(seen.includes(squeeze(text)), text);
  }
  const asksFor =
    /<(?:script|iframe)\b|src="(?!data:)|url\((?!["']?data:)/.exec(html);
  assert.ok(!asksFor, asksFor?.[0]); // and not the whole page in a message
  assert.ok(!/<details(?![^>]* open)/.test(html));
});

test('the archive holds every page where any static server finds it', () => {
  const files = unzipSync(readFileSync(join(build, archive)));
  const prefix = baseUrl.slice(1);

  for (const path of [...pages, '/print']) {
    const place = `${prefix}${path.slice(1)}/index.html`.replace(/^\//, '');
    const name = path === '/' ? `${prefix}index.html` : place;
    assert.ok(name in files, name);
  }
  assert.ok('READ-ME.txt' in files);
});

/** The cells of the first table of a text, without its headings. */
function rowsIn(markdown: string): string[][] {
  const lines = markdown.split('\n');
  const start = lines.findIndex((line) => line.startsWith('|---'));
  const rows = lines.slice(start + 1);
  const end = rows.findIndex((line) => !line.startsWith('|'));
  return rows.slice(0, end).map((line) =>
    line
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim()),
  );
}

function pageOf(path: string): string {
  return readFileSync(join(build, `${path}.html`), 'utf8');
}

/** Markdown of one line, without its marks and white space. */
function plain(markdown: string): string {
  return squeeze(
    markdown
      .replaceAll(/`` (.*?) ``/g, (_, code: string) =>
        code.replaceAll('`', '\u0000'),
      )
      .replaceAll(/(?<!`)`(?!`)/g, '')
      .replaceAll(/\[([^\]]+)\]\([^)]+\)/g, '$1')
      .replaceAll('\u0000', '`'),
  );
}

/** Text without white space, that in the links of headings included: how lines are broken is the page's own affair. */
function squeeze(text: string): string {
  return text.replaceAll(/[\s\u200b]+/g, '');
}

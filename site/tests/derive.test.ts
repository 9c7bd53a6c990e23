import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { chapterBefore, readCode } from '../../shared/src/chapters.ts';
import { openKit } from '../../shared/src/kit.ts';
import { deriveSite } from '../kit/site.ts';
import type { Diff, Site } from '../kit/types.ts';
import { copyKit, scratch } from './copy.ts';
import { kit, site } from './setup.ts';

test('a changed line, note, title and response change the pages', () => {
  const copy = copyKit();
  const crud = join(copy, 'chapters', '02-crud');
  edit(join(crud, 'src/errors.ts'), 'There is no', 'Nowhere is a');
  edit(join(crud, 'chapter.json'), 'A handler throws,', 'A handler shouts,');
  edit(join(crud, 'chapter.json'), '"minutes": ', '"minutes": 1');
  for (const { name } of kit.chapters) {
    const file = join(copy, 'chapters', name, 'responses.json');
    edit(file, '"reason": "Created"', '"reason": "Made"', { isOptional: true });
  }

  const changed = deriveSite(openKit(copy), null);

  const text = JSON.stringify(diffOf(changed, 'crud'));
  assert.match(
    textOfDiff(diffOf(changed, 'crud')),
    /Nowhere is a \$\{resource\}/,
  );
  assert.doesNotMatch(textOfDiff(diffOf(site, 'crud')), /Nowhere is a/);
  assert.match(text, /A handler shouts,/);
  assert.ok(changed.totals.minutes > site.totals.minutes);
  assert.match(changed.opening.response, /^HTTP\/1\.1 201 Made/);
  assert.match(
    changed.published['patches/02-crud.patch'] ?? '',
    /Nowhere is a/,
  );
});

test('a new line of code and a new test are counted', () => {
  const copy = copyKit();
  const last = kit.chapters.at(-1)?.name ?? '';
  const dir = join(copy, 'chapters', last);
  append(join(dir, 'src/app.ts'), '\nexport const answer = 42;\n');
  append(
    join(dir, 'tests/health.test.ts'),
    "\ntest.for([1, 2])('%s', () => {});\n",
  );

  const changed = deriveSite(openKit(copy), null);

  const before = site.chapters.at(-1);
  const now = changed.chapters.at(-1);
  assert.equal(now?.size.lines, (before?.size.lines ?? 0) + 1);
  assert.equal(now?.size.tests, (before?.size.tests ?? 0) + 1);
  assert.equal(now?.change.tests, (before?.change.tests ?? 0) + 1);
});

test('the patches build every chapter from the one before', () => {
  for (const chapter of kit.chapters) {
    const dir = mkdtempSync(join(scratch, 'patch '));
    const before = chapterBefore(kit.chapters, chapter);
    for (const [path, text] of before ? readCode(before.dir) : []) {
      mkdirSync(dirname(join(dir, path)), { recursive: true });
      writeFileSync(join(dir, path), text);
    }

    const input = site.published[`patches/${chapter.name}.patch`] ?? '';
    execFileSync('git', ['apply', '--unsafe-paths', '-'], { cwd: dir, input });

    assert.deepEqual(readCode(dir), readCode(chapter.dir));
  }
});

test('a diff page holds every line of both versions, in order', () => {
  for (const [index, { files }] of site.diffs.entries()) {
    const now = readCode(kit.chapters[index]?.dir ?? '');
    const old =
      index > 0
        ? readCode(kit.chapters[index - 1]?.dir ?? '')
        : new Map<string, string>();

    for (const { path, blocks } of files) {
      const lines = blocks.flatMap((block) => block.lines);
      const side = (sign: string) =>
        lines
          .filter((line) => line.sign !== sign)
          .map(({ tokens }) => textOfTokens(tokens))
          .join('\n');
      const numbers = lines.flatMap(({ after }) => after ?? []);

      assert.equal(side('-'), (now.get(path) ?? '').trimEnd(), path);
      assert.equal(side('+'), (old.get(path) ?? '').trimEnd(), path);
      assert.deepEqual(
        numbers,
        numbers.map((_, at) => at + 1),
        path,
      );
    }
  }
});

test('a link to code leads to the chapter that changed it last', () => {
  const copy = copyKit();
  const last = kit.chapters.at(-1);
  const dir = join(copy, 'chapters', last?.name ?? '');
  append(join(dir, 'README.md'), '\n[x](src/settings.ts) [y](tsconfig.json)\n');

  const { lessons } = deriveSite(openKit(copy), null);

  const links = lessons.at(-1)?.links ?? {};
  const texts = kit.chapters.map(({ dir }) =>
    readCode(dir).get('src/settings.ts'),
  );
  const at = texts.findLastIndex((text, index) => text !== texts[index - 1]);
  const slug = kit.chapters[at]?.name.replace(/^\d+-/, '');
  assert.equal(links['src/settings.ts'], `/learn/${slug}/diff#src-settings-ts`);
  assert.equal(links['tsconfig.json'], '/learn/hello/diff#tsconfig-json');
});

test('files that are no code are published, or linked on the host', () => {
  const hosted = deriveSite(kit, 'https://example.org/ground-up');

  assert.equal(site.project.contributing, 'file:files/CONTRIBUTING.md.txt');
  assert.ok(site.published['files/CONTRIBUTING.md.txt']);
  assert.equal(
    hosted.project.contributing,
    'https://example.org/ground-up/blob/main/CONTRIBUTING.md',
  );
  assert.ok(
    Object.keys(hosted.published).every((path) => !path.startsWith('files/')),
  );
});

test('a link of a lesson that leads to nothing is refused with file and line', () => {
  const copy = copyKit();
  const readme = join(copy, 'chapters', '02-crud', 'README.md');
  append(readme, '\n[gone](src/gone.ts)\n');
  const line = readFileSync(readme, 'utf8').trimEnd().split('\n').length;

  assert.throws(() => deriveSite(openKit(copy), null), {
    name: 'UserError',
    message: `chapters/02-crud/README.md:${line}: src/gone.ts leads to nothing. Mend the link.`,
  });
});

function edit(
  file: string,
  from: string,
  to: string,
  { isOptional = false } = {},
): void {
  const text = readFileSync(file, 'utf8');
  if (!isOptional) assert.ok(text.includes(from), `${file} has no "${from}"`);
  writeFileSync(file, text.replaceAll(from, to));
}

function append(file: string, text: string): void {
  writeFileSync(file, readFileSync(file, 'utf8') + text);
}

function diffOf({ diffs }: Site, slug: string): Diff {
  const diff = diffs.find(({ chapter }) => chapter.slug === slug);
  assert.ok(diff, slug);
  return diff;
}

function textOfDiff({ files }: Diff): string {
  return files
    .flatMap(({ blocks }) => blocks.flatMap(({ lines }) => lines))
    .map(({ tokens }) => textOfTokens(tokens))
    .join('\n');
}

function textOfTokens(tokens: (string | [string, string])[]): string {
  return tokens
    .map((token) => (typeof token === 'string' ? token : token[1]))
    .join('');
}

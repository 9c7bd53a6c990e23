import assert from 'node:assert/strict';
import {
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { findChapter, readText } from '../../shared/src/chapters.ts';
import { generate } from '../../shared/src/generate.ts';
import { type Kit, readGlossary } from '../../shared/src/kit.ts';
import { readLesson } from '../../shared/src/lesson.ts';
import {
  conceptFolder,
  deriveConcepts,
  fillConcept,
  listConcepts,
} from '../kit/concepts.ts';
import { build, kit, site, textOf } from './setup.ts';

const scratch = mkdtempSync(join(tmpdir(), 'ground-up concepts '));
after(() => rmSync(scratch, { recursive: true, force: true }));

for (const slug of listConcepts(kit)) {
  const source = readText(join(kit.root, conceptFolder, `${slug}.md`));
  const { fences, parts, sections } = readLesson(source);

  test(`/concepts/${slug} has its code, and its exchanges as they were recorded`, () => {
    const page = squeeze(
      textOf(readFileSync(join(build, 'concepts', `${slug}.html`), 'utf8')),
    );

    for (const { title } of sections) assert.ok(page.includes(squeeze(title)));
    for (const { text } of fences)
      assert.ok(page.includes(squeeze(text)), text);
    for (const { name } of parts) {
      const [kind = '', reference = ''] = name.split(' ');
      if (kind === 'token-reader') continue;
      const [owner = '', exchange = ''] = reference.split('/');
      const chapter = findChapter(kit.chapters, owner);
      const shown = generate(kit, chapter, `${kind} ${exchange}`);
      for (const { text } of readLesson(shown).fences)
        assert.ok(page.includes(squeeze(text)), text);
      assert.ok(readLesson(shown).fences.length >= 2, name);
    }
    assert.ok(fences.length + parts.length > 0, 'It shows nothing.');
  });

  test(`/concepts/${slug} says where it is taught`, () => {
    const html = readFileSync(join(build, 'concepts', `${slug}.html`), 'utf8');
    const concept = site.lookup.concepts.find((one) => one.slug === slug);

    assert.ok(concept && concept.taught.length > 0);
    for (const owner of concept.taught)
      assert.match(html, new RegExp(`/learn/${owner}[" >]`));
    for (const { id } of concept.terms) {
      assert.ok(readGlossary(kit)[id]);
      assert.match(html, new RegExp(`/glossary#${id}[" >]`));
    }
  });
}

const file = 'site/docs/concepts/tried.md';

test('code that does not stand in a chapter is refused with file and line', () => {
  const lie = '# Tried\n\n```ts errors/src/app.ts\n  app.use(nothing);\n```\n';

  assert.throws(() => fillConcept(kit, file, lie), {
    name: 'UserError',
    message: `${file}:3: this code block does not stand in chapters/04-errors/src/app.ts. Copy the lines from the file as they are.`,
  });
  assert.throws(
    () => fillConcept(kit, file, '# Tried\n\n```ts\nlet x;\n```\n'),
    {
      name: 'UserError',
      message: /tried\.md:3: a code block of the kind "ts" proves nothing/,
    },
  );
  assert.throws(
    () => fillConcept(kit, file, '```ts nowhere/src/app.ts\nlet x;\n```\n'),
    { name: 'UserError', message: /There is no chapter "nowhere"/ },
  );
});

test('an exchange that was not recorded is refused', () => {
  const part = '<!-- kit:exchange crud/noSuchThing -->\n<!-- /kit -->\n';

  assert.throws(() => fillConcept(kit, file, part), {
    name: 'UserError',
    message: /there is no recorded exchange "noSuchThing"/,
  });
});

test('a word that the glossary does not have is refused', () => {
  const copy = copyConcepts();
  writeFileSync(
    join(copy.root, file),
    '<!-- terms: http no-such-term -->\n\n# Tried\n\nA sentence.\n',
  );

  assert.throws(() => deriveConcepts(copy), {
    name: 'UserError',
    message: /tried\.md: no-such-term is no term of site\/glossary\.yml/,
  });
});

test('a response that is recorded anew is on the page', () => {
  const source = readText(join(kit.root, conceptFolder, 'cors.md'));
  const copy = copyConcepts();
  const recorded = join(copy.root, 'chapters/15-cors/browser/recorded.json');
  const text = readFileSync(recorded, 'utf8');
  writeFileSync(
    recorded,
    text.replace('{message: Hello World}', '{message: Moin}'),
  );

  assert.match(fillConcept(copy, file, source), /\{message: Moin\}/);
  assert.doesNotMatch(fillConcept(kit, file, source), /\{message: Moin\}/);
});

/** The kit with copies of chapter 15 and of what stands in site/. */
function copyConcepts(): Kit {
  const root = mkdtempSync(join(scratch, 'kit '));
  for (const path of ['site/docs', 'site/glossary.yml', 'chapters/15-cors'])
    cpSync(join(kit.root, path), join(root, path), {
      recursive: true,
      filter: (path) => !path.includes('node_modules'),
    });
  const chapters = kit.chapters.map((chapter) =>
    chapter.slug === 'cors'
      ? { ...chapter, dir: join(root, 'chapters/15-cors') }
      : chapter,
  );
  return { root, chapters };
}

function squeeze(text: string): string {
  return text.replaceAll(/\s+/g, '');
}

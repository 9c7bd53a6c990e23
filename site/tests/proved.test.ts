import assert from 'node:assert/strict';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type * as Records from '../../shared/bin/proved.js';
import { openKit } from '../../shared/src/kit.ts';
import { proofs } from '../../shared/src/proofs/all.ts';
import { deriveProved } from '../kit/proved.ts';
import { copyKit } from './copy.ts';
import { build, kit, site, textOf } from './setup.ts';

const today = () => new Date().toISOString().slice(0, 10);
const system = `${process.versions.node} on ${process.platform}`;

/** A copy of the repository in which `write` notes what passed, as `npm test` does. */
async function copyThatRemembers() {
  const copy = copyKit('shared');
  const records = pathToFileURL(join(copy, 'shared', 'bin', 'proved.js'));
  const { provable } = (await import(records.href)) as typeof Records;
  const write = (
    chapter: string,
    what: string,
    tests: number,
    where?: string,
  ) =>
    provable(`${what} of ${chapter} ${where}`, [`chapters/${chapter}`], {
      about: { chapter, what, ...(where ? { where } : {}) },
      isOn: true,
    }).remember(tests);
  const proved = (name: string) => {
    const slug = name.replace(/^\d+-/, '');
    const { chapters } = deriveProved(openKit(copy), site.lessonParts);
    const found = chapters.find((chapter) => chapter.slug === slug);
    assert.ok(found);
    return found;
  };
  return { copy, write, proved };
}

test('a chapter of which nothing is written down is not proved', async () => {
  const { proved } = await copyThatRemembers();

  const { proof, known } = proved('05-sql');

  assert.equal(proof, undefined);
  assert.deepEqual(known, []);
});

test('a chapter is proved when all that is asked of it has passed, and until it changes', async () => {
  const { copy, write, proved } = await copyThatRemembers();
  const begin = today();
  const others = proofs.filter(({ name }) => name !== 'contract');
  write('05-sql', 'tests', 41);
  for (const { name } of others) write('05-sql', name, 1);
  write('05-sql', 'contract', 43, 'on PostgreSQL');
  const partly = proved('05-sql');
  write('05-sql', 'contract', 42, 'on SQLite');
  write('05-sql', 'mutant', 1);
  const wholly = proved('05-sql');
  write('05-sql', 'tests', 41, 'on PostgreSQL');
  const onBoth = proved('05-sql');
  const file = join(copy, 'chapters', '05-sql', 'src', 'app.ts');
  appendFileSync(file, '// changed\n');
  const changed = proved('05-sql');

  assert.equal(partly.proof, undefined);
  assert.ok(partly.known.includes('lineage'));
  const { date, ...proof } = wholly.proof ?? { date: '' };
  assert.ok(date >= begin && date <= today());
  assert.deepEqual(proof, {
    nodes: [system],
    databases: ['on SQLite'],
    tests: 41,
    promises: 42,
  });
  assert.equal(wholly.mutants.caught, 1);
  assert.ok(wholly.mutants.all > 1);
  assert.deepEqual(onBoth.proof?.databases, ['on SQLite', 'on PostgreSQL']);
  assert.equal(changed.proof, undefined);
  assert.deepEqual(changed.known, []);
});

test('what the command prove found in order is proved, without numbers', async () => {
  const { write, proved } = await copyThatRemembers();
  write('03-validation', 'proofs', proofs.length);

  const { proof } = proved('03-validation');

  assert.deepEqual(proof, {
    date: proof?.date,
    nodes: [system],
    databases: ['in memory'],
    tests: 'all',
    promises: 'all',
  });
});

test('the page says of each chapter when and with what, or how to prove it', () => {
  const html = readFileSync(join(build, 'proved.html'), 'utf8');
  const rows = html
    .split(/<tr[ >]|<\/tbody>/)
    .map((row) => squeeze(textOf(`<tr ${row}`)));
  const { chapters, packages } = site.lookup.proved;

  for (const { number, slug, proof, commit, date } of chapters) {
    const title = kit.chapters.find((one) => one.slug === slug)?.manifest.title;
    const row = rows.find((one) =>
      one.startsWith(squeeze(`${number} ${title}`)),
    );
    assert.ok(row, slug);
    assert.ok(row.includes(`${date},${commit}`), row);
    const how = squeeze(`npx ground-up prove ${number}`);
    assert.equal(row.includes(how), proof === undefined, row);
    if (proof) {
      assert.ok(row.includes(proof.date), row);
      for (const node of proof.nodes) assert.ok(row.includes(squeeze(node)));
    }
  }
  assert.ok(packages.length > 20);
  for (const { name, version, chapters } of packages) {
    const numbers = kit.chapters
      .filter(({ slug }) => chapters.includes(slug))
      .map(({ number }) => number);
    const start = name + version + numbers.join('');
    assert.ok(
      rows.some((row) => row.startsWith(start)),
      start,
    );
  }
});

function squeeze(text: string): string {
  return text.replaceAll(/\s+/g, '');
}

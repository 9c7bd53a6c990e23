import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openKit } from '../shared/src/kit.ts';

const kit = openKit();
const docs = join('site', 'docs');
const texts = [
  'README.md',
  join('site', 'glossary.yml'),
  ...kit.chapters.map(({ name }) => join('chapters', name, 'README.md')),
  ...readdirSync(join(kit.root, docs), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.mdx?$/.test(path))
    .map((path) => join(docs, path)),
];

test.for(texts)('%s names only chapters that are there', (path) => {
  const there = new Set(kit.chapters.map(({ number }) => number));

  const named = chaptersIn(readFileSync(join(kit.root, path), 'utf8'));

  expect(named.filter((number) => !there.has(number))).toEqual([]);
});

test.for([
  ['chapter 05, and not 06', ['05']],
  ['Chapters 13 and 14, or chapters 01 to 04.', ['13', '14', '01', '04']],
  ['of chapters 05, 06 and 07', ['05', '06', '07']],
  ['(chapter\n16), which chapter 22 explains', ['16', '22']],
  ['there are 18 chapters', []],
] as const)('%j names %j', ([text, numbers]) => {
  expect(chaptersIn(text)).toEqual(numbers);
});

function chaptersIn(text: string): string[] {
  const list = /\bchapter(?:\s+|s\s+(?:\d\d(?:,| and| to| or)\s+)*)\d\d\b/gi;
  return [...text.matchAll(list)].flatMap(
    ([named]) => named.match(/\d\d/g) ?? [],
  );
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../shared/src/chapters.ts';
import { hunksBetween } from '../shared/src/hunks.ts';

const lines = (...text: string[]) => `${text.join('\n')}\n`;

test('equal texts have no hunks', () => {
  expect(hunksBetween('a\n', 'a\n')).toEqual([]);
});

test('a hunk has no context and is kept under its first changed line', () => {
  const hunks = hunksBetween(lines('a', '  b', 'c'), lines('a', '  B', 'c'));

  expect(hunks).toEqual([
    {
      beforeStart: 2,
      beforeLines: ['  b'],
      afterStart: 2,
      afterLines: ['  B'],
      key: 'B',
      importsOnly: false,
    },
  ]);
});

test('a hunk that only removes is kept under the first removed line', () => {
  const [hunk] = hunksBetween(lines('a', 'b', 'c'), lines('a', 'c'));

  expect(hunk).toMatchObject({ key: 'b', afterStart: 2, afterLines: [] });
});

test('runs are joined over lines that hold no letter or digit', () => {
  const hunks = hunksBetween(
    lines('a {', '}', '', 'b'),
    lines('A {', '}', '', 'B'),
  );

  expect(hunks).toHaveLength(1);
  expect(hunks[0]?.afterLines).toEqual(['A {', '}', '', 'B']);
});

test('runs are not joined over a line that says something', () => {
  expect(
    hunksBetween(lines('a', 'same', 'b'), lines('A', 'same', 'B')),
  ).toHaveLength(2);
});

test('a new block starts with its own first line', () => {
  const handler = (name: string) => [
    `on('${name}', () => {`,
    '  go();',
    '});',
    '',
  ];
  const before = lines(...handler('a'), 'end');
  const after = lines(...handler('a'), ...handler('b'), 'end');

  const [hunk] = hunksBetween(before, after);

  expect(hunk).toMatchObject({
    key: "on('b', () => {",
    afterLines: handler('b'),
  });
});

test('a second hunk with the same first line has a key of its own', () => {
  const hunks = hunksBetween(
    lines('x', 'same', 'y'),
    lines('go();', 'same', 'go();'),
  );

  expect(hunks.map(({ key }) => key)).toEqual(['go();', 'go(); #2']);
});

test('a hunk of imports alone needs no note', () => {
  const after = lines(
    "import a from 'a';",
    'import {',
    '  b,',
    "} from 'b';",
    'x',
  );

  expect(
    hunksBetween(lines("import a from 'a';", 'x'), after)[0]?.importsOnly,
  ).toBe(true);
  expect(
    hunksBetween(
      lines('x'),
      lines("import a from 'a';", 'const y = 1;', 'x'),
    )[0]?.importsOnly,
  ).toBe(false);
});

test.for([
  ["import a from 'a';", true],
  ["import 'a';", true],
  ['import type { A } from "a";', true],
  ["import a from './a.json' with { type: 'json' };", true],
  ["import('a').then((a) => a.go());", false],
  ["import(\n'a').then(go);", false],
  ["import a from 'a';import('b').then(go);", false],
] as const)('%j is a hunk of imports alone: %s', ([line, expected]) => {
  const [hunk] = hunksBetween(lines('x'), lines(...line.split('\n'), 'x'));

  expect(hunk?.importsOnly).toBe(expected);
});

describe('applied, hunks give the text after', () => {
  test.for([
    'src/app.ts',
    'src/errors.ts',
    'src/posts/routes.ts',
    'package.json',
  ])('%s', (path) => {
    const before = readFileSync(join(root, 'chapters/02-crud', path), 'utf8');
    const after = readFileSync(join(root, 'chapters/04-errors', path), 'utf8');

    const result = before.split('\n');
    for (const { beforeStart, beforeLines, afterLines } of hunksBetween(
      before,
      after,
    ).reverse()) {
      result.splice(beforeStart - 1, beforeLines.length, ...afterLines);
    }

    expect(result.join('\n')).toBe(after);
  });
});

import { describe, expect, test } from 'vitest';
import { isTitleOf, testCalls, titlesOf } from '../shared/src/titles.ts';

describe('titles', () => {
  test.for([
    ["test('one', () => {});", 'one'],
    ['test("it\'s", () => {});', "it's"],
    ["test('it\\'s', () => {});", "it's"],
    ['test(`plain`, () => {});', 'plain'],
    ["test.for([1, 2])('number %d', () => {});", 'number %d'],
    ["test.for([[')', 1]] as const)('a bracket', () => {});", 'a bracket'],
    ["test.for(cases)('from a variable', () => {});", 'from a variable'],
    ["test.for(make({ a: [1] }))(\n  'broken',\n  () => {},\n);", 'broken'],
    ["test.skipIf(isWindows)('sometimes', () => {});", 'sometimes'],
    ["it('by another name', () => {});", 'by another name'],
    ["test.for<{ a: string }>(cases)('typed', () => {});", 'typed'],
    ["test\n  .for([1])\n  ('over lines', () => {});", 'over lines'],
    ["test('with settings', { timeout: 9 }, () => {});", 'with settings'],
  ] as const)('%j has one', ([source, title]) => {
    expect(titlesOf(source).map((found) => found.title)).toEqual([title]);
  });

  test.for([
    "// test('a comment', () => {});",
    "/* test('a comment', () => {}); */",
    "const text = `test('in text', () => {});`;",
    "const test = base.extend({ a: '' });",
    "test.beforeEach(() => open('x'));",
    "if (/a'/.test('x', y)) go();",
    "latest('x', y);",
  ])('%j has none', (source) => {
    expect(testCalls(source)).toEqual([]);
  });

  test('a title is found at its line', () => {
    const source =
      "import 'x';\n\ntest.for([\n  1,\n])(\n  'there',\n  go,\n);";

    expect(titlesOf(source)).toEqual([{ title: 'there', line: 6 }]);
  });

  test.for([
    'test(title, () => {});',
    "test('a' + b, () => {});",
    'test(`a ${b}`, () => {});',
    'test.each`a\n${1}`(title, () => {});',
    'test.for(cases)(title, () => {});',
    "test['only']('a', () => {});",
  ])('%j cannot be read', (source) => {
    expect(testCalls(`\n${source}`)).toEqual([
      { line: 2, title: undefined, modifiers: [] },
    ]);
  });

  test.for([
    ["test.only('a', go);", 'only'],
    ["test.skip('a', go);", 'skip'],
    ["test.fails('a', go);", 'fails'],
    ["test.skip.for([1])('a', go);", 'skip'],
    ["test('a', { only: true }, go);", 'only'],
    ["test.todo('a');", 'todo'],
    ["describe.skip('a', go);", 'skip'],
  ] as const)('%j is modified', ([source, modifier]) => {
    expect(testCalls(source)).toMatchObject([{ modifiers: [modifier] }]);
  });
});

test.for([
  ['GET /%s answers 404', 'GET /moon answers 404', true],
  ['GET /$path answers', 'GET /moon answers', true],
  ['a (b) costs $', 'a (b) costs $', true],
  ['GET /%s answers 404', 'GET /moon answers 405', false],
] as const)('%s as the title of %s: %s', ([title, expanded, expected]) => {
  expect(isTitleOf(title, expanded)).toBe(expected);
});

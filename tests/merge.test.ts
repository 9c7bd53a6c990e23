import { expect, test } from 'vitest';
import { merge, mergeFiles } from '../shared/src/merge.ts';

const labels = { ours: 'mine', theirs: 'kit' };
const text = (letters: string) =>
  [...letters].map((letter) => `${letter}\n`).join('');

test.for([
  ['only they changed', 'abc', 'abc', 'aBc', 'aBc'],
  ['only we changed', 'aBc', 'abc', 'abc', 'aBc'],
  ['both changed the same way', 'aBc', 'abc', 'aBc', 'aBc'],
  ['both changed other lines', 'Abcd', 'abcd', 'abcD', 'AbcD'],
  ['both changed neighbouring lines', 'aBcd', 'abcd', 'abCd', 'aBCd'],
  ['we added before a line they changed', 'axbc', 'abc', 'aBc', 'axBc'],
  ['we removed, they added elsewhere', 'acd', 'abcd', 'abcdx', 'acdx'],
] as const)('merge: %s', ([, ours, base, theirs, merged]) => {
  expect(merge(text(ours), text(base), text(theirs), labels)).toEqual({
    text: text(merged),
    conflictAt: undefined,
  });
});

test('merge: both changed the same line', () => {
  const merged = merge(text('axc'), text('abc'), text('ayc'), labels);

  expect(merged).toEqual({
    text: 'a\n<<<<<<< mine\nx\n=======\ny\n>>>>>>> kit\nc\n',
    conflictAt: 2,
  });
});

test('merge: both added other lines at the same place', () => {
  expect(merge(text('axb'), text('ab'), text('ayb'), labels).conflictAt).toBe(
    2,
  );
});

test('merge: both added a file, and only what differs is a conflict', () => {
  const merged = merge(text('abxcd'), '', text('abycd'), labels);

  expect(merged.text).toBe(
    'a\nb\n<<<<<<< mine\nx\n=======\ny\n>>>>>>> kit\nc\nd\n',
  );
});

test('merge: imports that both added are sorted together', () => {
  const line = (name: string) => `import { ${name} } from './${name}.ts';\n`;
  const base = line('a') + line('m');

  const merged = merge(base + line('z'), base, base + line('s'), labels);

  expect(merged).toEqual({
    text: base + line('s') + line('z'),
    conflictAt: undefined,
  });
});

test('mergeFiles adds, removes and keeps what is not theirs', () => {
  const base = new Map([
    ['gone.ts', 'x\n'],
    ['same.ts', 's\n'],
  ]);
  const ours = new Map([...base, ['mine.ts', 'm\n']]);
  const theirs = new Map([
    ['same.ts', 's\n'],
    ['new.ts', 'n\n'],
  ]);

  expect(mergeFiles(ours, base, theirs, labels)).toEqual([
    { path: 'gone.ts', text: undefined, conflictAt: undefined },
    { path: 'new.ts', text: 'n\n', conflictAt: undefined },
  ]);
});

test('mergeFiles keeps a file that they removed and we changed, as a conflict', () => {
  const [merged] = mergeFiles(
    new Map([['a.ts', 'mine\n']]),
    new Map([['a.ts', 'old\n']]),
    new Map(),
    labels,
  );

  expect(merged).toEqual({ path: 'a.ts', text: 'mine\n', conflictAt: 1 });
});

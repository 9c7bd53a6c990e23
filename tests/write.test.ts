import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { writeFiles } from '../shared/src/write.ts';
import { makeFolder, removeFolders } from './support/workspaces.ts';

afterAll(removeFolders);

const isWindows = process.platform === 'win32';

test('files are written, replaced and removed', () => {
  const dir = folderWith({ 'a.txt': 'old', 'gone.txt': 'old' });

  writeFiles(dir, [
    ['a.txt', 'new'],
    ['gone.txt', undefined],
    ['deep/er/b.txt', 'new'],
    ['never-there.txt', undefined],
  ]);

  expect(contents(dir)).toEqual({ 'a.txt': 'new', 'deep/er/b.txt': 'new' });
});

test('of two texts for one file the last is written', () => {
  const dir = folderWith({});

  writeFiles(dir, [
    ['a.txt', 'first'],
    ['a.txt', 'last'],
  ]);

  expect(contents(dir)).toEqual({ 'a.txt': 'last' });
});

test.for([
  ['is a folder', 'folder'],
  ['lies in a file', 'last.txt/b.txt'],
  ['has too long a name', 'x'.repeat(300)],
] as const)('when one path %s, all files stay as they were', ([, path]) => {
  const before = {
    'a.txt': 'old',
    'folder/inside.txt': 'old',
    'gone.txt': 'old',
    'last.txt': 'old',
  };
  const dir = folderWith(before);

  const write = () => {
    writeFiles(dir, [
      ['a.txt', 'new'],
      ['gone.txt', undefined],
      ['deep/er/b.txt', 'new'],
      [path, 'new'],
      ['last.txt', 'new'],
    ]);
  };

  expect(write).toThrow();
  expect(contents(dir)).toEqual(before);
  expect(readdirSync(dir)).toEqual(['a.txt', 'folder', 'gone.txt', 'last.txt']);
});

test('when a folder is to be removed, all files stay as they were', () => {
  const before = { 'a.txt': 'old', 'folder/inside.txt': 'old' };
  const dir = folderWith(before);

  const write = () => {
    writeFiles(dir, [
      ['a.txt', 'new'],
      ['folder', undefined],
    ]);
  };

  expect(write).toThrow();
  expect(contents(dir)).toEqual(before);
});

// Windows has neither modes nor, without permission, links.
test.skipIf(isWindows)('a file keeps its mode, and a link stays one', () => {
  const dir = folderWith({ 'run.sh': 'old', 'real.txt': 'old' });
  chmodSync(join(dir, 'run.sh'), 0o775);
  symlinkSync('real.txt', join(dir, 'link.txt'));

  writeFiles(dir, [
    ['run.sh', 'new'],
    ['link.txt', 'new'],
  ]);

  expect(statSync(join(dir, 'run.sh')).mode & 0o777).toBe(0o775);
  expect(lstatSync(join(dir, 'link.txt')).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(dir, 'real.txt'), 'utf8')).toBe('new');
});

/** A new folder with these files. */
function folderWith(files: Record<string, string>): string {
  const dir = makeFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(dir, path, '..'), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
  return dir;
}

function contents(dir: string): Record<string, string> {
  const files = readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(dir, path)).isFile())
    .sort();
  return Object.fromEntries(
    files.map((path) => [
      path.replaceAll('\\', '/'),
      readFileSync(join(dir, path), 'utf8'),
    ]),
  );
}

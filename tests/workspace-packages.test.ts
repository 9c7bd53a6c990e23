import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Placed } from '../shared/src/lock.ts';
import { findChapter, listChapters } from '../shared/src/chapters.ts';
import { newState } from '../shared/src/workspace.ts';
import { besideSource, preparedOf } from '../shared/src/workspace/files.ts';
import { mergePackageJson } from '../shared/src/workspace/manifest.ts';
import { copyPackages } from '../shared/src/workspace/packages.ts';
import { findMarkers } from '../shared/src/workspace/repository.ts';
import { codeHash, stageTests } from '../shared/src/workspace/tests.ts';
import { makeFolder, removeFolders } from './support/workspaces.ts';

afterAll(removeFolders);

function install(dir: string, location: string, version: string): void {
  mkdirSync(join(dir, location), { recursive: true });
  writeFileSync(
    join(dir, location, 'package.json'),
    JSON.stringify({ version }),
  );
}

function placed(
  dir: string,
  location: string,
  version: string,
  installedAt = location,
): Placed {
  const source = { lock: { packages: {} }, from: '', dir };
  return { location, installedAt, source, entry: { version } };
}

function versionAt(dir: string, location: string): string {
  const file = join(dir, location, 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string })
    .version;
}

test('packages that are there in the same version stay as they are', async () => {
  const [kit, dir] = [makeFolder(), makeFolder()];
  install(kit, 'node_modules/a', '1');
  install(dir, 'node_modules/a', '1');
  writeFileSync(join(dir, 'node_modules/a/mine.txt'), '');

  await copyPackages(dir, [placed(kit, 'node_modules/a', '1')]);

  expect(readdirSync(join(dir, 'node_modules/a'))).toContain('mine.txt');
});

test('another version replaces a package, and the old one can move inwards', async () => {
  const [kit, dir] = [makeFolder(), makeFolder()];
  install(kit, 'node_modules/b', '2');
  install(dir, 'node_modules/b', '1');
  install(dir, 'node_modules/mine', '1');

  await copyPackages(dir, [
    placed(kit, 'node_modules/b', '2'),
    placed(dir, 'node_modules/mine', '1'),
    placed(dir, 'node_modules/mine/node_modules/b', '1', 'node_modules/b'),
  ]);

  expect(versionAt(dir, 'node_modules/b')).toBe('2');
  expect(versionAt(dir, 'node_modules/mine/node_modules/b')).toBe('1');
  expect(readdirSync(join(dir, 'node_modules')).sort()).toEqual(['b', 'mine']);
});

test('a package that is replaced keeps the packages nested in it', async () => {
  const [kit, dir] = [makeFolder(), makeFolder()];
  install(kit, 'node_modules/a', '2');
  install(dir, 'node_modules/a', '1');
  install(dir, 'node_modules/a/node_modules/b', '1');

  await copyPackages(dir, [placed(kit, 'node_modules/a', '2')]);

  expect(versionAt(dir, 'node_modules/a')).toBe('2');
  expect(versionAt(dir, 'node_modules/a/node_modules/b')).toBe('1');
});

test('a package that the kit has not installed is named', async () => {
  const [kit, dir] = [makeFolder(), makeFolder()];
  install(kit, 'node_modules/a', '1');

  const copied = copyPackages(dir, [placed(kit, 'node_modules/a', '2')]);

  await expect(copied).rejects.toThrow(
    `a 2 is not installed in ${kit}. Run npm install there`,
  );
  expect(existsSync(join(dir, 'node_modules'))).toBe(false);
});

test('copying stops when it is told to, and leaves no half package', async () => {
  const [kit, dir] = [makeFolder(), makeFolder()];
  install(kit, 'node_modules/a', '1');

  const copied = copyPackages(dir, [placed(kit, 'node_modules/a', '1')], {
    signal: AbortSignal.abort(),
  });

  await expect(copied).rejects.toThrow('aborted');
  expect(readdirSync(join(dir, 'node_modules'))).toEqual([]);
});

// On Windows the commands are small scripts that npm writes.
test.skipIf(process.platform === 'win32')(
  'commands are linked as npm links them',
  async () => {
    const [kit, dir] = [makeFolder(), makeFolder()];
    const location = 'node_modules/@some/tool';
    install(kit, location, '1');
    mkdirSync(join(kit, dirname(location)), { recursive: true });
    writeFileSync(join(kit, location, 'cli.js'), 'works');
    const tool = placed(kit, location, '1');
    tool.entry.bin = { tool: 'cli.js' };

    await copyPackages(dir, [tool]);

    expect(readFileSync(join(dir, 'node_modules/.bin/tool'), 'utf8')).toBe(
      'works',
    );
  },
);

test("package.json keeps the student's fields and takes the chapter's", () => {
  const base = {
    scripts: { test: 'vitest', old: 'x' },
    dependencies: { express: '1', gone: '1' },
  };
  const theirs = {
    scripts: { test: 'vitest' },
    dependencies: { express: '2', zod: '1' },
  };
  const ours = {
    scripts: { test: 'vitest --bail', old: 'x', mine: 'y' },
    dependencies: { express: '1', gone: '1', kleur: '4' },
  };

  const { manifest, overruled } = mergePackageJson(ours, base, theirs);

  expect(manifest).toEqual({
    scripts: { test: 'vitest --bail', mine: 'y' },
    dependencies: { express: '2', kleur: '4', zod: '1' },
  });
  expect(Object.keys(manifest.dependencies ?? {})).toEqual([
    'express',
    'kleur',
    'zod',
  ]);
  expect(overruled).toEqual([]);
});

test('where both changed a field of package.json, the chapter wins and it is told', () => {
  const { manifest, overruled } = mergePackageJson(
    { dependencies: { zod: '3' } },
    { dependencies: { zod: '1' } },
    { dependencies: { zod: '2' } },
  );

  expect(manifest).toEqual({ dependencies: { zod: '2' } });
  expect(overruled).toEqual(['dependencies.zod']);
});

test('conflict markers are found, and lines that only look like them are not', () => {
  const conflict = 'a\n<<<<<<< yours\nb\n=======\nc\n>>>>>>> chapter 03\n';

  const places = findMarkers(
    new Map([
      ['src/a.ts', conflict + conflict],
      ['notes.md', 'Title\n=======\n<<<<<<< is a marker\n'],
    ]),
  );

  expect(places).toEqual(['src/a.ts:2', 'src/a.ts:8']);
});

test('what ships the code is written by the student, and judged', () => {
  const chapters = listChapters();
  const chapter = findChapter(chapters, '18');
  const dir = makeFolder();
  const state = newState('18');
  const workspace = { dir, state, chapter, before: undefined, chapters };
  const beside = besideSource(chapter);

  expect(beside).toContain('Dockerfile');
  expect(beside).toContain('.github/workflows/ci.yml');
  expect([...preparedOf(chapter).keys()]).not.toContain('Dockerfile');
  expect(preparedOf(chapter).get('README.md')).toContain('`Dockerfile`');
  const before = codeHash(workspace);
  writeFileSync(join(dir, 'Dockerfile'), 'FROM node:24-slim\n');
  expect(codeHash(workspace)).not.toBe(before);
});

test('tests find the settings and the Dockerfile of the student', () => {
  const chapter = findChapter(listChapters(), '18');
  const dir = makeFolder();
  for (const path of ['Dockerfile', '.env.example', 'package.json'])
    writeFileSync(join(dir, path), `mine: ${path}\n`);

  const folder = stageTests({ dir, chapter });

  for (const path of ['Dockerfile', '.env.example', 'package.json'])
    expect(readFileSync(join(folder, path), 'utf8')).toBe(`mine: ${path}\n`);
  expect(existsSync(join(folder, 'tests', 'image.test.ts'))).toBe(true);
});

test('tests take the routes of the student from the matrix, and no code', () => {
  const chapter = findChapter(listChapters(), '13');
  const dir = makeFolder();
  const path = 'tests/matrix.ts';
  const row = "  ['GET /hours', [200, 200, 200, 401]],\n";
  const code = "  ['GET /x', [200, 200, 200, process.exit(0)]],\n";
  const theirs = preparedOf(chapter).get(path) ?? '';
  mkdirSync(join(dir, 'tests'));
  writeFileSync(
    join(dir, path),
    theirs.replace('];\n', `${row}${code}];\nprocess.exit(0);\n`),
  );

  const folder = stageTests({ dir, chapter });

  const staged = readFileSync(join(folder, path), 'utf8');
  expect(staged).toContain("  ['GET /users/:id/posts', ");
  expect(staged.replace(row, '')).toBe(theirs);
  expect(staged).not.toBe(theirs);
});

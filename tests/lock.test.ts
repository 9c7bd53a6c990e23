import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type Chapter, listChapters, root } from '../shared/src/chapters.ts';
import {
  type Lock,
  type LockEntry,
  lockText,
  type PackageJson,
  type Placed,
  placePackages,
} from '../shared/src/lock.ts';
import { makeFolder, removeFolders } from './support/workspaces.ts';

afterAll(removeFolders);

/** A source made of `location: entry`, with the versions as short as `1`. */
function source(
  from: string,
  packages: Record<string, LockEntry>,
  dir = '/kit',
) {
  return { lock: { packages }, from, dir };
}

function versions(placed: Placed[]): Record<string, string | undefined> {
  return Object.fromEntries(
    placed.map(({ location, entry }) => [location, entry.version]),
  );
}

test('only what is reachable is placed', () => {
  const manifest = { dependencies: { a: '1' } };
  const kit = source('chapters/03', {
    'chapters/03': manifest,
    'node_modules/a': { version: '1', dependencies: { b: '^1' } },
    'node_modules/b': { version: '1' },
    'node_modules/unused': { version: '1' },
  });

  const { placed, missing } = placePackages(manifest, [kit]);

  expect(versions(placed)).toEqual({
    'node_modules/a': '1',
    'node_modules/b': '1',
  });
  expect(missing).toEqual([]);
});

test("the chapter's own version comes to the top, and others keep theirs", () => {
  const manifest = { dependencies: { a: '1', b: '2' } };
  const kit = source('chapters/03', {
    'chapters/03': manifest,
    'chapters/03/node_modules/b': { version: '2' },
    'node_modules/a': { version: '1', dependencies: { b: '^1' } },
    'node_modules/b': { version: '1' },
  });

  const { placed } = placePackages(manifest, [kit]);

  expect(versions(placed)).toEqual({
    'node_modules/a': '1',
    'node_modules/a/node_modules/b': '1',
    'node_modules/b': '2',
  });
  expect(placed.map(({ installedAt }) => installedAt)).toEqual([
    'node_modules/a',
    'node_modules/b',
    'chapters/03/node_modules/b',
  ]);
});

test('the outermost version of the source stays outermost', () => {
  const manifest = { dependencies: { a: '1', c: '1' } };
  const kit = source('', {
    '': manifest,
    'node_modules/a': { version: '1', dependencies: { b: '1' } },
    'node_modules/a/node_modules/b': { version: '1' },
    'node_modules/b': { version: '2' },
    'node_modules/c': { version: '1', dependencies: { b: '2' } },
  });

  const { placed } = placePackages(manifest, [kit]);

  expect(versions(placed)).toEqual({
    'node_modules/a': '1',
    'node_modules/a/node_modules/b': '1',
    'node_modules/b': '2',
    'node_modules/c': '1',
  });
});

test('optional peers stay out, other peers come along', () => {
  const manifest = { dependencies: { a: '1' } };
  const kit = source('', {
    '': manifest,
    'node_modules/a': {
      version: '1',
      peerDependencies: { needed: '*', extra: '*' },
      peerDependenciesMeta: { extra: { optional: true } },
    },
    'node_modules/needed': { version: '1' },
    'node_modules/extra': { version: '1' },
  });

  const { placed } = placePackages(manifest, [kit]);

  expect(Object.keys(versions(placed))).toEqual([
    'node_modules/a',
    'node_modules/needed',
  ]);
});

test('entries get the flags that npm gives them', () => {
  const manifest = { dependencies: { a: '1' }, devDependencies: { d: '1' } };
  const kit = source('', {
    '': manifest,
    'node_modules/a': {
      version: '1',
      dev: true,
      optionalDependencies: { both: '1', maybe: '1' },
      peerDependencies: { peer: '1' },
    },
    'node_modules/d': { version: '1', dependencies: { both: '1' } },
    'node_modules/both': { version: '1' },
    'node_modules/maybe': { version: '1' },
    'node_modules/peer': { version: '1' },
  });

  const { placed } = placePackages(manifest, [kit]);

  const flags = placed.map(({ entry }) => [
    entry.dev,
    entry.optional,
    entry.devOptional,
    entry.peer,
  ]);
  expect(flags).toEqual([
    [undefined, undefined, undefined, undefined],
    [undefined, undefined, true, undefined],
    [true, undefined, undefined, undefined],
    [undefined, true, undefined, undefined],
    [undefined, undefined, undefined, true],
  ]);
});

test("a student's own packages and versions come from their lock file", () => {
  const manifest = { dependencies: { a: '1', mine: '3', b: '9', new: '1' } };
  const kit = source('chapters/03', {
    'chapters/03': { dependencies: { a: '1', b: '1' } },
    'node_modules/a': { version: '1', dependencies: { shared: '1' } },
    'node_modules/b': { version: '1' },
    'node_modules/shared': { version: '1' },
  });
  const own = source(
    '',
    {
      '': { dependencies: { a: '1', mine: '3', b: '9' } },
      'node_modules/a': { version: '1', dependencies: { shared: '1' } },
      'node_modules/b': { version: '9' },
      'node_modules/mine': { version: '3', dependencies: { shared: '2' } },
      'node_modules/shared': { version: '2' },
      'node_modules/a/node_modules/shared': { version: '1' },
    },
    '/workspace',
  );

  const { placed, missing } = placePackages(manifest, [kit, own]);

  expect(missing).toEqual(['new']);
  expect(
    placed.map(({ location, entry, source }) => [
      location,
      entry.version,
      source.dir,
    ]),
  ).toEqual([
    ['node_modules/a', '1', '/kit'],
    ['node_modules/b', '9', '/workspace'],
    ['node_modules/mine', '3', '/workspace'],
    ['node_modules/mine/node_modules/shared', '2', '/workspace'],
    ['node_modules/shared', '1', '/kit'],
  ]);
});

test('every chapter finds its packages in the lock file of the kit', () => {
  const missing = listChapters().flatMap(
    (chapter) => placeFrom(chapter).missing,
  );

  expect(missing).toEqual([]);
});

test('npm takes the lock file of a workspace', () => {
  const folder = makeFolder();
  const [chapter] = listChapters().slice(-1);
  if (!chapter) throw new Error('There is no chapter.');
  const { manifest, placed } = placeFrom(chapter);
  const text = lockText('my-api', manifest, placed);
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'package-lock.json'), text);

  const npm = spawnSync('npm ci --dry-run --offline --ignore-scripts', {
    cwd: folder,
    shell: true,
    encoding: 'utf8',
  });

  expect(npm.stderr).not.toContain('npm error');
  expect(npm.status).toBe(0);
  expect(npm.stdout).toMatch(/added \d+ packages/);
});

function placeFrom({ name, dir }: Chapter) {
  const manifest = readJson(join(dir, 'package.json')) as PackageJson;
  const lock = readJson(join(root, 'package-lock.json')) as Lock;
  const kit = { lock, from: `chapters/${name}`, dir: root };
  return { manifest, ...placePackages(manifest, [kit]) };
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

import { existsSync, readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import {
  type Chapter,
  type Files,
  readCode,
  readJson,
  readText,
  root,
} from '../chapters.ts';
import type { PackageJson } from '../lock.ts';
import { launcher, readme } from './texts.ts';

/** The commands that a workspace calls by its npm scripts. */
export const commands = [
  'check',
  'hint',
  'compare',
  'solution',
  'next',
  'reset',
  'update',
];

const settings = new Set([
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
  '.env.example',
]);

/** What a student writes: the chapter's code without its tests and settings. */
export function codeOf(chapter: Chapter | undefined): Files {
  if (!chapter) return new Map();
  return filter(readCode(chapter.dir), (path) => !isPrepared(path));
}

/** The chapter's own tests and fixtures. */
export function testsOf(chapter: Chapter): Files {
  return filter(readCode(chapter.dir), (path) => path.startsWith('tests/'));
}

/** The paths of the chapter's code that stand beside its src/: `Dockerfile`, `.github/workflows/ci.yml`. */
export function besideSource(chapter: Chapter): string[] {
  return [...codeOf(chapter).keys()].filter((path) => !path.startsWith('src/'));
}

/** What the kit brings into a workspace for `chapter`, apart from package.json, its lock file and the code. */
export function preparedOf(chapter: Chapter): Files {
  const brought = filter(
    readCode(chapter.dir),
    (path) => isPrepared(path) && path !== 'package.json',
  );
  const requests = join(chapter.dir, 'requests.http');
  if (existsSync(requests)) brought.set('requests.http', readText(requests));

  return new Map([
    ...brought,
    ...exercisesOf(chapter),
    ['.gitignore', gitignore],
    ['.gitattributes', '* text=auto eol=lf\n'],
    ['ground-up.mjs', launcher],
    ['README.md', readme(chapter, besideSource(chapter))],
  ]);
}

/** The package.json of a workspace for `chapter`: the chapter's, with the commands as scripts. */
export function packageJsonOf(chapter: Chapter): PackageJson {
  const manifest = readPackage(chapter.dir, `chapters/${chapter.name}/`);
  const { allowScripts } = readPackage(root, '');
  const scripts = {
    ...(manifest.scripts as object),
    exercise: 'vitest run --config exercises/vitest.config.ts',
    ...Object.fromEntries(
      commands.map((name) => [name, `node ground-up.mjs ${name}`]),
    ),
  };
  return { ...manifest, scripts, ...(allowScripts ? { allowScripts } : {}) };
}

/** The texts of `paths` below `dir`, with LF, where they exist. */
export function readPaths(dir: string, paths: Iterable<string>): Files {
  const found = [...paths].filter((path) => existsSync(join(dir, path)));
  return new Map(found.map((path) => [path, readText(join(dir, path))]));
}

/** Every file below the folders `names` of `dir`, with LF, in order. */
export function readFolders(dir: string, names: string[]): Files {
  const paths = names
    .filter((name) => existsSync(join(dir, name)))
    .flatMap((name) =>
      readdirSync(join(dir, name), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name)),
    )
    .map((file) => file.slice(dir.length + 1).replaceAll(sep, '/'))
    .filter((path) => !path.split('/').includes('node_modules'));
  return readPaths(dir, paths.sort());
}

const gitignore = `node_modules
.ground-up/
.ground-up.json
.env
*.log
*.sqlite
coverage/
`;

const exercisesConfig = `import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: { include: ['exercises/**/*.test.ts'], isolate: false },
});
`;

function isPrepared(path: string): boolean {
  return settings.has(path) || path.startsWith('tests/');
}

function exercisesOf({ dir }: Chapter): Files {
  const files = filter(
    readFolders(dir, ['exercises']),
    (path) => !path.endsWith('.patch'),
  );
  return files.set('exercises/vitest.config.ts', exercisesConfig);
}

function filter(files: Files, wanted: (path: string) => boolean): Files {
  return new Map([...files].filter(([path]) => wanted(path)));
}

function readPackage(dir: string, where: string): PackageJson {
  const file = join(dir, 'package.json');
  return readJson(file, `${where}package.json`) as PackageJson;
}

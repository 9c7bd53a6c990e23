import { createHash } from 'node:crypto';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { root } from './kit.js';

const folder = join(root, '.ground-up', 'proved');
const day = 24 * 60 * 60 * 1000;

/** What a path holds when it was first asked for, by path: a run asks for the same ones hundreds of times. */
const seen = new Map();

/**
 * What `npm test` need not prove twice. `title` names it within the repository; `paths`, from the root, name all files and
 * folders that decide how it ends. Node, the system and the lock file always do.
 *
 * It counts as proved when it was remembered with the same content of all that. Nothing is remembered, and nothing
 * counts as proved, unless GROUND_UP_PROVED is set, as `npm test` does.
 */
export function provable(title, paths) {
  const keyNow = (contents) =>
    sha256(
      [
        title,
        process.version,
        process.platform,
        process.arch,
        ...[...paths, 'package-lock.json'].map((path) => contents(path)),
      ].join('\n'),
    );
  const key = keyNow(contentBefore);
  const isProved = isOn() && touch(join(folder, key));

  return {
    isProved,
    /** Remembers that `tests` tests passed, unless a file has changed since this run began. */
    remember(tests) {
      if (!isOn() || isProved || keyNow(content) !== key) return;
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, key), String(tests));
    },
  };
}

/** All that a test of the kit may look at. */
const everything = [
  '.github',
  'chapters',
  'shared',
  'site/docs',
  'site/glossary.yml',
  'tests',
  ...['CONTRIBUTING.md', 'README.md', 'package.json', 'tsconfig.json'],
  'vitest.config.ts',
];

/** A test file of the kit, `file` from its folder `tests`. */
export const kitTests = (file) => provable(`tests/${file}`, everything);

/** The tests of the chapter `name` on the database of the project `project` in vitest.config.ts. */
export const chapterTests = (name, project) =>
  provable(`${project} ${name}`, [
    `chapters/${name}`,
    'shared/bin',
    'shared/src/proofs/alone.ts',
    'vitest.config.ts',
  ]);

/** Begins a run: `end` gives the number of tests that were not run in it because they had passed before. */
export function beginRun() {
  mkdirSync(folder, { recursive: true });
  const begin = Date.now();
  for (const { file, used } of entries())
    if (begin - used > 30 * day) rmSync(file);
  const old = new Set(entries().map(({ file }) => file));

  return {
    end: () =>
      entries()
        .filter(({ file, used }) => old.has(file) && used >= begin)
        .reduce((sum, { file }) => sum + Number(readFileSync(file)), 0),
  };
}

function isOn() {
  return process.env.GROUND_UP_PROVED !== undefined;
}

function entries() {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .map((file) => ({ file, used: statSync(file).mtimeMs }));
}

/** Notes that `file` was of use; false when there is none. */
function touch(file) {
  const now = new Date();
  try {
    utimesSync(file, now, now);
    return true;
  } catch {
    return false;
  }
}

function contentBefore(path) {
  if (!seen.has(path)) seen.set(path, content(path));
  return seen.get(path);
}

/** A hash of a file, or of all files of a folder with their names; packages, and what the kit itself writes, aside. */
function content(path) {
  const full = join(root, path);
  const stat = statSync(full, { throwIfNoEntry: false });
  if (!stat) return `${path} is missing`;
  if (stat.isFile()) return `${path} ${sha256(readFileSync(full))}`;

  const names = readdirSync(full).sort();
  const parts = names
    .filter((name) => !['node_modules', '.ground-up', '.git'].includes(name))
    .map((name) => content(`${path}/${name}`));
  return `${path} ${sha256(parts.join('\n'))}`;
}

function sha256(data) {
  return createHash('sha256').update(data).digest('hex');
}

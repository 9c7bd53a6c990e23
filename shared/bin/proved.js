import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { root } from './kit.js';

const folder = folderOf(root);
const machine = {
  node: process.version,
  platform: process.platform,
  arch: process.arch,
};
const day = 24 * 60 * 60 * 1000;

/** What a path holds when it was first asked for, by path: a run asks for the same ones hundreds of times. */
const seen = new Map();

/**
 * What a record is about: a chapter's folder, what was proved of it (`tests`, `contract`, `mutant`, the name of a proof, or
 * `proofs` for all of them), and where it kept its posts, unless that is where it does when told nothing.
 *
 * @typedef {{ chapter: string, what: string, where?: string }} About
 * @typedef {{ title: string, paths: string[], node: string, platform: string, arch: string, about?: About, tests: number,
 *   at: string }} Proved `at` is the moment in UTC, as ISO 8601 has it
 */

/**
 * What `npm test` need not prove twice. `title` names it within the repository; `paths`, from the root, name all files and
 * folders that decide how it ends. Node, the system and the lock file always do.
 *
 * It counts as proved when it was remembered with the same content of all that. Nothing is remembered, and nothing
 * counts as proved, unless GROUND_UP_PROVED is set, as `npm test` does, or `isOn` says so. Where it is `all`, nothing counts
 * as proved.
 *
 * @param {string} title
 * @param {string[]} paths
 * @param {{ about?: About, isOn?: boolean }} [more]
 */
export function provable(title, paths, { about, isOn = isTold() } = {}) {
  const unit = { title, paths, ...machine };
  const key = keyOf(unit, contentBefore);
  const counts = process.env.GROUND_UP_PROVED !== 'all';
  const isProved = isOn && counts && touch(join(folder, key));

  return {
    isProved,
    /** Remembers that `tests` tests passed, unless a file has changed since this run began. */
    remember(tests) {
      if (!isOn || keyOf(unit, content) !== key) return;
      mkdirSync(folder, { recursive: true });
      const proved = { ...unit, about, tests, at: new Date().toISOString() };
      const half = join(folder, `${key}.${process.pid}`);
      writeFileSync(half, JSON.stringify(proved));
      renameSync(half, join(folder, key));
    },
  };
}

/**
 * Everything that is remembered of the files of the repository `base` as they are now, whichever Node it was proved with.
 *
 * @returns {Proved[]}
 */
export function provedNow(base = root) {
  const known = new Map();
  const contentOf = (path) => {
    if (!known.has(path)) known.set(path, content(path, base));
    return known.get(path);
  };
  return entries(folderOf(base)).flatMap(({ file }) => {
    const proved = JSON.parse(readFileSync(file, 'utf8'));
    return keyOf(proved, contentOf) === basename(file) ? [proved] : [];
  });
}

/** Changes with whatever decides how a unit ends. */
function keyOf({ title, paths = [], node, platform, arch }, contentOf) {
  const contents = [...paths, 'package-lock.json'].map((path) =>
    contentOf(path),
  );
  return sha256([title, node, platform, arch, ...contents].join('\n'));
}

function folderOf(base) {
  return join(base, '.ground-up', 'proved');
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
  provable(
    `${project} ${name}`,
    [
      `chapters/${name}`,
      'shared/bin',
      'shared/src/proofs/alone.ts',
      'vitest.config.ts',
    ],
    {
      about: {
        chapter: name,
        what: 'tests',
        ...(project === 'postgres' ? { where: 'on PostgreSQL' } : {}),
      },
    },
  );

/**
 * Begins a run, of all tests or of those that are not proved: `told` is what its processes find in GROUND_UP_PROVED, and
 * `end` gives the number of tests that were not run in it because they had passed before.
 */
export function beginRun(isAll = false) {
  mkdirSync(folder, { recursive: true });
  const begin = Date.now();
  for (const { file, used } of entries())
    if (begin - used > 30 * day) rmSync(file);
  const old = new Set(entries().map(({ file }) => file));

  return {
    told: isAll ? 'all' : 'unproved',
    end: () =>
      entries()
        .filter(({ file, used }) => !isAll && old.has(file) && used >= begin)
        .reduce(
          (sum, { file }) => sum + JSON.parse(readFileSync(file)).tests,
          0,
        ),
  };
}

function isTold() {
  return process.env.GROUND_UP_PROVED !== undefined;
}

function entries(of = folder) {
  if (!existsSync(of)) return [];
  return readdirSync(of)
    .filter((name) => /^[0-9a-f]{64}$/.test(name))
    .map((name) => join(of, name))
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
function content(path, base = root) {
  const full = join(base, path);
  const stat = statSync(full, { throwIfNoEntry: false });
  if (!stat) return `${path} is missing`;
  if (stat.isFile()) return `${path} ${sha256(readFileSync(full))}`;

  const names = readdirSync(full).sort();
  const parts = names
    .filter((name) => !['node_modules', '.ground-up', '.git'].includes(name))
    .map((name) => content(`${path}/${name}`, base));
  return `${path} ${sha256(parts.join('\n'))}`;
}

function sha256(data) {
  return createHash('sha256').update(data).digest('hex');
}

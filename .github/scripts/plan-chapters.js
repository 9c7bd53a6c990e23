// Prints the numbers of the chapters that CI has to run, as `chapters=["02","03"]`, and hands them to the workflow.
// BASE_SHA, the commit a pull request starts from, narrows them to the chapters it can affect; without it: all.
import { execFileSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { listChapters, root } from './chapters.js';

/** What no chapter depends on: the site, the repository's texts, editor settings, the forms of issues. */
const besideTheChapters =
  /^(site\/|\.vscode\/|\.devcontainer\/|\.github\/ISSUE_TEMPLATE\/|[^/]+\.md$|LICENSE$|\.github\/[^/]+\.(md|yml)$)/;

/**
 * The chapters that a change of `files` (paths from the root, with `/`) can affect: the first one touched and all
 * after it, since each is built on the one before. A file that is nobody's own affects them all.
 */
export function affectedChapters(numbers, files) {
  const firsts = files
    .filter((file) => !besideTheChapters.test(file))
    .map((file) => /^chapters\/(\d\d)-/.exec(file)?.[1] ?? numbers[0]);
  if (firsts.length === 0) return [];

  const first = firsts.reduce((a, b) => (a < b ? a : b));
  return numbers.filter((number) => number >= first);
}

function changedFiles(base) {
  const names = execFileSync(
    'git',
    ['diff', '--name-only', '-z', '--no-renames', `${base}...HEAD`],
    { cwd: root, encoding: 'utf8' },
  );
  return names.split('\0').filter(Boolean);
}

function plan({ BASE_SHA, GITHUB_OUTPUT }) {
  const numbers = listChapters().map(({ number }) => number);
  const chapters = BASE_SHA
    ? affectedChapters(numbers, changedFiles(BASE_SHA))
    : numbers;

  const line = `chapters=${JSON.stringify(chapters)}`;
  console.log(line);
  if (GITHUB_OUTPUT) appendFileSync(GITHUB_OUTPUT, `${line}\n`);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) plan(process.env);

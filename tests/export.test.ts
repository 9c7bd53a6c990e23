import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { findChapter, listChapters, readCode } from '../shared/src/chapters.ts';
import { diffChapters } from '../shared/src/diff.ts';
import { openKit, readQuiz } from '../shared/src/kit.ts';
import { kitCopies, runKit } from './support/kit-copy.ts';
import { makeFolder, removeFolders } from './support/workspaces.ts';

const chapters = listChapters();
const kitCopy = kitCopies(3);

afterAll(removeFolders);

function gitIn(dir: string, ...argv: string[]) {
  return execFileSync('git', argv, { cwd: dir, encoding: 'utf8' });
}

function exportIn(folder: string, ...argv: string[]) {
  return runKit(['export', ...argv], { cwd: folder });
}

test('every chapter is a commit with its code, its notes and a tag', async () => {
  const folder = makeFolder();
  const dir = join(folder, 'my class');

  const { code, stdout } = await exportIn(folder, '--git', 'my class');

  expect(code).toBe(0);
  expect(stdout).toContain(`${chapters.length} chapters are commits`);
  expect(gitIn(dir, 'log', '--reverse', '--format=%s').trim()).toBe(
    chapters
      .map(({ number, manifest }) => `${number} ${manifest.title}`)
      .join('\n'),
  );
  for (const [index, chapter] of chapters.entries()) {
    const tag = `ch${chapter.number}`;
    const message = words(gitIn(dir, 'log', '-1', '--format=%B', tag));
    for (const change of diffChapters(chapters[index - 1], chapter)) {
      const notes = [change.note, ...change.hunks.map((hunk) => hunk.note)];
      for (const note of notes)
        if (note) expect(message).toContain(words(note));
    }
    const paths = gitIn(dir, 'ls-tree', '-r', '--name-only', tag);
    expect(paths.trim().split('\n').sort()).toEqual(
      ['.gitignore', ...readCode(chapter.dir).keys()].sort(),
    );
  }
  expect(gitIn(dir, 'show', 'ch02:src/app.ts')).toBe(
    readCode(findChapter(chapters, '02').dir).get('src/app.ts'),
  );
  expect(gitIn(dir, 'status', '--porcelain')).toBe('');
}, 60_000);

test('the same chapters give the same commits, and another one others from there on', async () => {
  const kit = kitCopy();
  const folder = makeFolder();
  const tags = (dir: string) =>
    gitIn(dir, 'log', '--reverse', '--format=%H').trim().split('\n');

  await kit.kit('export', '--git', join(folder, 'one'));
  await kit.kit('export', '--git', join(folder, 'two'));
  kit.edit('chapters/02-crud/src/app.ts', 'Hello World', 'Hello Mars');
  await kit.kit('export', '--git', join(folder, 'three'));

  const one = tags(join(folder, 'one'));
  const three = tags(join(folder, 'three'));
  expect(tags(join(folder, 'two'))).toEqual(one);
  expect(three[0]).toBe(one[0]);
  expect(three[1]).not.toBe(one[1]);
}, 60_000);

test('a live-coding script has every hunk with its note', async () => {
  const folder = makeFolder();

  const { code } = await exportIn(folder, '06', '--slides', 'six.md');

  const slides = readFileSync(join(folder, 'six.md'), 'utf8');
  const changes = diffChapters(
    findChapter(chapters, '05'),
    findChapter(chapters, '06'),
  );
  expect(code).toBe(0);
  for (const { note, hunks, status } of changes) {
    if (note) expect(slides).toContain(note);
    for (const hunk of hunks) {
      if (hunk.note) expect(slides).toContain(hunk.note);
      const sign = status === 'added' ? '' : '+';
      if (status === 'removed') continue;
      for (const line of hunk.afterLines)
        expect(slides).toContain(`${sign}${line}`.trimEnd());
    }
  }
  expect(slides.split('\n---\n').length).toBeGreaterThan(changes.length);
});

test('questions for course systems keep every option with its explanation', async () => {
  const folder = makeFolder();

  await exportIn(folder, '--questions', 'all.gift');
  await exportIn(folder, '--questions', 'all.csv');

  const kit = openKit();
  const options = kit.chapters.flatMap((chapter) =>
    readQuiz(kit, chapter).flatMap((question) => question.options),
  );
  const gift = readFileSync(join(folder, 'all.gift'), 'utf8');
  const answers = [...gift.matchAll(/^ {2}([=~])((?:\\.|[^\\#])+)#(.+)$/gm)];
  expect(answers.map(([, sign]) => sign === '=')).toEqual(
    options.map(({ correct = false }) => correct),
  );
  expect(answers.map(([, , text = '']) => plain(text))).toEqual(
    options.map(({ text }) => text.replaceAll(/\s*\n\s*/g, ' ')),
  );
  const csv = readCsv(readFileSync(join(folder, 'all.csv'), 'utf8'));
  expect(csv.slice(1).map((row) => row.slice(4))).toEqual(
    options.map(({ text, correct = false, why }) => [
      text,
      String(correct),
      why,
    ]),
  );
});

test.for([
  [[], 'Say what to export, and only one: --git DIR'],
  [['--git', 'a', '--slides', 'b.md'], 'Say what to export, and only one'],
  [['03', '--git', 'a'], '--git exports all chapters: name none.'],
  [['--git', 'full'], 'is not empty. Choose a new folder: export never'],
  [['99', '--slides', 'a.md'], 'There is no chapter "99".'],
  [['--slides', 'full/is.txt'], 'is there already. Choose another name'],
  [['--slides', 'none/a.md'], 'Make it, then try again.'],
  [['--questions', 'a.txt'], 'is neither .gift nor .csv.'],
] as const)('export %j is one line and leaves nothing', async (row) => {
  const [argv, message] = row;
  const folder = makeFolder();
  mkdirSync(join(folder, 'full'));
  writeFileSync(join(folder, 'full', 'is.txt'), 'mine');

  const { code, stdout, stderr } = await exportIn(folder, ...argv);

  expect(code).toBe(1);
  expect(stderr).toContain(message);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stdout).toBe('');
  expect(readdirSync(folder)).toEqual(['full']);
  expect(existsSync(join(folder, 'full', 'is.txt'))).toBe(true);
});

function words(text: string) {
  return text.split(/\s+/).filter(Boolean).join(' ');
}

function plain(gift: string) {
  return gift.replaceAll(/\\([~=#{}:\\])/g, '$1');
}

/** RFC 4180. */
function readCsv(text: string) {
  return text
    .split('\r\n')
    .slice(0, -1)
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? '',
      ),
    );
}

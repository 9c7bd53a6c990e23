import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Chapter, chapterBefore } from '../chapters.ts';
import { diffChapters, type FileChange } from '../diff.ts';
import type { Kit } from '../kit.ts';
import { eachChapter, type Problem, problem } from './proof.ts';

/** The most that a chapter may change without a page in site/docs/decisions/. */
const budget = { files: 10, removed: 40, added: 350 };

export const drift = eachChapter(
  'drift',
  'The real diff from the chapter before equals the declared changes, with a note for each hunk.',
  notes,
  budgets,
);

function notes(kit: Kit, chapter: Chapter): Problem[] {
  const before = chapterBefore(kit.chapters, chapter);
  if (!before) return firstChanges(chapter);

  const declared = chapter.manifest.changes;
  const changes = diffChapters(before, chapter);
  const real = new Set(changes.map(({ path }) => path));
  const orphans = Object.keys(declared)
    .filter((path) => !real.has(path))
    .map((path) =>
      problem(
        chapter,
        'chapter.json',
        undefined,
        `"changes" names ${path}, which does not differ from chapter ${before.number}.`,
        'Remove it there.',
      ),
    );

  return [
    ...orphans,
    ...changes.flatMap((change) => fileNotes(chapter, before, change)),
  ];
}

function firstChanges(chapter: Chapter): Problem[] {
  return Object.keys(chapter.manifest.changes).map((path) =>
    problem(
      chapter,
      'chapter.json',
      undefined,
      `"changes" names ${path}, and there is no chapter before.`,
      'Leave it empty: {}.',
    ),
  );
}

function fileNotes(
  chapter: Chapter,
  before: Chapter,
  { path, status, hunks }: FileChange,
): Problem[] {
  const declared = chapter.manifest.changes[path];
  if (declared === undefined && hunks.every(({ importsOnly }) => importsOnly))
    return [];
  if (declared === undefined) {
    return [
      problem(
        chapter,
        path,
        hunks[0]?.afterStart,
        `differs from chapter ${before.number} and is not declared.`,
        `Say why under "changes" in chapters/${chapter.name}/chapter.json, or undo it.`,
      ),
    ];
  }
  if (status !== 'modified') {
    if (typeof declared === 'string' && declared.trim()) return [];
    return [
      problem(
        chapter,
        'chapter.json',
        undefined,
        `${path} is ${status}: its note is one string.`,
        'Write one sentence that says why.',
      ),
    ];
  }
  if (typeof declared === 'string') {
    return [
      problem(
        chapter,
        'chapter.json',
        undefined,
        `${path} is modified: its notes are kept under the first line of each hunk.`,
        `The keys are: ${keys(hunks)}.`,
      ),
    ];
  }

  const missing = hunks
    .filter(({ key, importsOnly }) => !importsOnly && !declared[key]?.trim())
    .map(({ key, afterStart }) =>
      problem(
        chapter,
        path,
        afterStart,
        'this hunk has no note.',
        `Add one in chapters/${chapter.name}/chapter.json under ${JSON.stringify(key)}.`,
      ),
    );
  const orphans = Object.keys(declared)
    .filter((key) => !hunks.some((hunk) => hunk.key === key))
    .map((key) =>
      problem(
        chapter,
        'chapter.json',
        undefined,
        `${path}: no hunk starts with ${JSON.stringify(key)}.`,
        `Remove or move its note; the keys are: ${keys(hunks)}.`,
      ),
    );
  return [...missing, ...orphans];
}

function keys(hunks: FileChange['hunks']): string {
  return hunks.map(({ key }) => JSON.stringify(key)).join(', ');
}

function budgets(kit: Kit, chapter: Chapter): Problem[] {
  const before = chapterBefore(kit.chapters, chapter);
  const reason = `site/docs/decisions/chapter-${chapter.slug}.md`;
  if (!before || existsSync(join(kit.root, reason))) return [];

  const source = diffChapters(before, chapter).filter(({ path }) =>
    path.startsWith('src/'),
  );
  const spent = {
    files: source.filter(({ status }) => status === 'modified').length,
    removed: source.reduce(
      (sum, { hunks }) => sum + count(hunks, 'beforeLines'),
      0,
    ),
    added: source.reduce(
      (sum, { hunks }) => sum + count(hunks, 'afterLines'),
      0,
    ),
  };
  const over = (['files', 'removed', 'added'] as const).filter(
    (what) => spent[what] > budget[what],
  );

  return over.map((what) =>
    problem(
      chapter,
      'src',
      undefined,
      `${what}: ${spent[what]}, the budget is ${budget[what]}.`,
      `Teach less in this chapter, or say why in ${reason}.`,
    ),
  );
}

function count(
  hunks: FileChange['hunks'],
  side: 'beforeLines' | 'afterLines',
): number {
  return hunks.reduce((sum, hunk) => sum + hunk[side].length, 0);
}

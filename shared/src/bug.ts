import type { Chapter, Files } from './chapters.ts';
import { type Kit, readLessonFile } from './kit.ts';
import { readLesson } from './lesson.ts';
import { UserError } from './user-error.ts';

/** The deliberate bug of a lesson's "Break it": lines before and after, in one file. */
export interface Bug {
  path: string;
  before: string;
  after: string;
  /** `chapters/02-crud/README.md:120`. */
  where: string;
}

/** The fence `diff bug src/…` of the lesson. Throws a UserError when there is not exactly one. */
export function readBug(kit: Kit, chapter: Chapter): Bug {
  const file = `chapters/${chapter.name}/README.md`;
  const { fences } = readLesson(readLessonFile(kit, chapter, 'README.md'));
  const bugs = fences.filter(({ info }) => info.startsWith('diff bug '));
  const [bug] = bugs;
  if (!bug || bugs.length > 1) {
    throw new UserError(
      `${file}: "Break it" must hold one fence "diff bug src/…", not ${bugs.length}. Add or remove one.`,
    );
  }

  const lines = bug.text.split('\n');
  return {
    path: bug.info.replace('diff bug ', '').trim(),
    before: side(lines, '-'),
    after: side(lines, '+'),
    where: `${file}:${bug.line}`,
  };
}

/** A copy of `files` with the bug in it. Throws a UserError when its lines do not stand in the file exactly once. */
export function applyBug(
  files: Files,
  { path, before, after, where }: Bug,
): Files {
  const text = files.get(path) ?? '';
  const count = `\n${text}`.split(`\n${before}\n`).length - 1;
  if (count !== 1) {
    throw new UserError(
      `${where}: the unchanged and removed lines stand ${count} times in ${path}. Quote lines that stand there once.`,
    );
  }

  const broken = `\n${text}`
    .replace(`\n${before}\n`, () => `\n${after}\n`)
    .slice(1);
  return new Map(files).set(path, broken);
}

function side(lines: string[], sign: '-' | '+'): string {
  return lines
    .filter(
      (line) => line === '' || line.startsWith(' ') || line.startsWith(sign),
    )
    .map((line) => line.slice(1))
    .join('\n');
}

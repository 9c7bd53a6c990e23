import { type Chapter, chapterBefore } from '../chapters.ts';
import { diffChapters, type FileChange } from '../diff.ts';
import type { Kit } from '../kit.ts';
import type { Lesson } from '../lesson.ts';
import { isInside, lessonOf } from './lesson-of.ts';
import { type Problem, problem } from './proof.ts';

/** Each hunk of src/ is shown in the lesson, or its file linked: one that is gone, in the chapter before. */
export function shown(kit: Kit, chapter: Chapter): Problem[] {
  const lesson = lessonOf(kit, chapter);
  const before = chapterBefore(kit.chapters, chapter);
  const linked = new Set(
    lesson.links
      .filter(({ line }) => !isInside(lesson, line))
      .map(({ url }) => url.split('#')[0]),
  );
  const changes = diffChapters(before, chapter).filter(({ path }) =>
    path.startsWith('src/'),
  );

  return changes.flatMap((change) => {
    const { path, status } = change;
    const link = status === 'removed' ? `../${before?.name}/${path}` : path;
    if (linked.has(link)) return [];

    return hiddenHunks(lesson, change).map(({ afterStart, afterLines }) => {
      const quote =
        afterLines.length > 0
          ? `"ts ${path}"`
          : `"ts ${path}" or "ts ${path}@before"`;
      return problem(
        chapter,
        path,
        afterStart,
        'the lesson neither shows this hunk nor links its file.',
        `Show it in a block ${quote}, or link it as [${path}](${link}).`,
      );
    });
  });
}

/** The hunks of a file that no code block of the lesson overlaps. */
function hiddenHunks(
  { fences }: Lesson,
  { path, before, after, hunks }: FileChange,
) {
  const ranges = (info: string, source: string) =>
    fences
      .filter((fence) => fence.info === info)
      .map(({ text }) => rangeOf(text, source));
  const now = ranges(`ts ${path}`, after);
  const old = ranges(`ts ${path}@before`, before);

  return hunks.filter((hunk) => {
    if (hunk.importsOnly) return false;
    if (overlaps(now, hunk.afterStart, hunk.afterLines)) return false;
    const onlyRemoves = hunk.afterLines.length === 0;
    return !(onlyRemoves && overlaps(old, hunk.beforeStart, hunk.beforeLines));
  });
}

function overlaps(
  ranges: { start: number; end: number }[],
  start: number,
  lines: string[],
): boolean {
  const end = start + Math.max(lines.length, 1);
  return ranges.some((range) => range.start < end && range.end > start);
}

function rangeOf(text: string, source: string): { start: number; end: number } {
  const at = `\n${source}`.indexOf(`\n${text}\n`);
  const start = source.slice(0, Math.max(at, 0)).split('\n').length;
  return { start, end: start + text.split('\n').length };
}

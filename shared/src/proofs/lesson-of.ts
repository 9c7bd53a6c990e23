import type { Chapter } from '../chapters.ts';
import { type Kit, readLessonFile } from '../kit.ts';
import { type Lesson, readLesson } from '../lesson.ts';

export function lessonOf(kit: Kit, chapter: Chapter): Lesson {
  return readLesson(readLessonFile(kit, chapter, 'README.md'));
}

/** Whether a line of the lesson stands in a generated part. */
export function isInside({ parts }: Lesson, line: number): boolean {
  return parts.some(
    (part) =>
      line > part.line && line <= part.line + part.text.split('\n').length + 2,
  );
}

/** The H2 that a line of the lesson stands under. */
export function sectionAt({ sections }: Lesson, line: number): string {
  return sections.findLast((section) => section.line < line)?.title ?? '';
}

import type { Chapter } from '../chapters.ts';
import { generate } from '../generate.ts';
import type { Kit } from '../kit.ts';
import { lessonOf } from './lesson-of.ts';
import { type Problem, problem } from './proof.ts';

/** Each generated part is what `sync` writes, between two markers. */
export function generated(kit: Kit, chapter: Chapter): Problem[] {
  const { parts, strayMarkers } = lessonOf(kit, chapter);

  return [
    ...strayMarkers.map(({ line, message, remedy }) =>
      problem(chapter, 'README.md', line, message, remedy),
    ),
    ...parts
      .filter(({ name, text }) => generate(kit, chapter, name).trim() !== text)
      .map(({ name, line }) =>
        problem(
          chapter,
          'README.md',
          line,
          `the generated part "kit:${name}" is not what it should be.`,
          `Do not edit it; run: npx ground-up sync ${chapter.number}`,
        ),
      ),
  ];
}

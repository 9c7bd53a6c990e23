import { type Chapter, readText } from './chapters.ts';
import { settle } from './exchanges.ts';
import { generate, chapterTable } from './generate.ts';
import { type Kit, readLessonFile, readRecorded } from './kit.ts';
import { readLesson, replaceParts } from './lesson.ts';
import { askChapter } from './serve.ts';
import { UserError } from './user-error.ts';
import { writeFiles } from './write.ts';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Writes `responses.json` as the running chapter answers now, quietly: ids, dates and tokens that only changed value stay. */
export async function record(
  kit: Kit,
  chapter: Chapter,
): Promise<{ count: number; changed: string[] }> {
  const now = await askChapter(kit, chapter);
  const { exchanges, changed } = settle(readRecorded(chapter), now);
  if (changed.length > 0) {
    writeFiles(chapter.dir, [
      ['responses.json', `${JSON.stringify(exchanges, null, 2)}\n`],
    ]);
  }

  return { count: Object.keys(exchanges).length, changed };
}

/** Writes the generated parts of a lesson; says whether anything changed. */
export function sync(kit: Kit, chapter: Chapter): boolean {
  const lesson = readLessonFile(kit, chapter, 'README.md');
  const [stray] = readLesson(lesson).strayMarkers;
  if (stray) {
    throw new UserError(
      `chapters/${chapter.name}/README.md:${stray.line}: ${stray.message} ${stray.remedy}`,
    );
  }

  const written = replaceParts(lesson, (name) => generate(kit, chapter, name));
  if (written !== lesson) writeFiles(chapter.dir, [['README.md', written]]);

  return written !== lesson;
}

/** Writes the table of chapters in the repository's README; says whether anything changed. */
export function syncReadme(kit: Kit): boolean {
  const written = staleReadme(kit);
  if (written !== undefined) writeFiles(kit.root, [['README.md', written]]);

  return written !== undefined;
}

/** What the repository's README should be, where its table of chapters is out of date. */
export function staleReadme(kit: Kit): string | undefined {
  const file = join(kit.root, 'README.md');
  if (!existsSync(file)) return undefined;

  const text = readText(file);
  const written = replaceParts(text, () => chapterTable(kit));
  return written === text ? undefined : written;
}

import type { Chapter } from './chapters.ts';
import { goneTexts } from './exchanges.ts';
import { type Kit, readLessonFile, readRecorded } from './kit.ts';
import { recordBrowser } from './record-browser.ts';
import { record, sync } from './record.ts';
import { UserError } from './user-error.ts';

export interface Renewed {
  /** What was recorded or written again: a line each. */
  done: string[];
  /** What a person should look at: a sentence each. */
  remarks: string[];
}

/** Records and writes again what depends on code, in the `wanted` chapters. */
export async function renew(
  kit: Kit,
  wanted: (chapter: Chapter) => boolean,
): Promise<Renewed> {
  const renewed: Renewed = { done: [], remarks: [] };
  const remark = (error: unknown) => {
    if (!(error instanceof UserError)) throw error;
    renewed.remarks.push(error.message);
  };

  for (const chapter of kit.chapters.filter(wanted)) {
    try {
      const old = readRecorded(chapter);
      const { changed: names } = await record(kit, chapter);
      if (names.length > 0) {
        renewed.done.push(
          `recorded  chapters/${chapter.name}: ${names.join(', ')}`,
        );
      }
      const said = await recordBrowser(kit, chapter, { quietly: true }).catch(
        remark,
      );
      if (said && said.changed.length > 0) {
        renewed.done.push(
          `recorded  chapters/${chapter.name}/browser: ${said.changed.join(', ')}`,
        );
      }
      if (sync(kit, chapter)) {
        renewed.done.push(`written  chapters/${chapter.name}/README.md`);
      }
      const gone = goneTexts(old, readRecorded(chapter));
      renewed.remarks.push(...staleQuotes(kit, chapter, gone));
    } catch (error) {
      remark(error);
    }
  }
  return renewed;
}

/** Lines of a lesson that still quote what the chapter does not answer any more. */
function staleQuotes(kit: Kit, chapter: Chapter, gone: string[]): string[] {
  const lines = readLessonFile(kit, chapter, 'README.md').split('\n');
  return gone.flatMap((text) =>
    lines.flatMap((line, index) =>
      line.includes(text)
        ? [
            `chapters/${chapter.name}/README.md:${index + 1}: it still says "${text}".`,
          ]
        : [],
    ),
  );
}

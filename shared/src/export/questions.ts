import type { Chapter } from '../chapters.ts';
import { type Kit, readQuiz } from '../kit.ts';

/**
 * The quizzes as GIFT, which Moodle and other course systems import: a category for each chapter, an explanation for
 * each option. Source of the format: https://docs.moodle.org/en/GIFT_format
 */
export function toGift(kit: Kit, chapters: Chapter[]): string {
  const texts = chapters.flatMap((chapter) => {
    const { number, manifest } = chapter;
    const category = `$CATEGORY: Ground Up/${number} ${manifest.title.replaceAll('/', '//')}`;
    const questions = readQuiz(kit, chapter).map(
      ({ id, question, options }) => {
        const lines = options.map(
          ({ text, correct, why }) =>
            `  ${correct ? '=' : '~'}${gift(text)}#${gift(why)}`,
        );
        return `::${number}-${id}::[markdown]${gift(question)} {\n${lines.join('\n')}\n}`;
      },
    );
    return [category, ...questions];
  });
  return `${texts.join('\n\n')}\n`;
}

/** The quizzes as CSV by RFC 4180, with a row for each option. */
export function toCsv(kit: Kit, chapters: Chapter[]): string {
  const head = 'chapter,id,concept,question,option,correct,why'.split(',');
  const rows = chapters.flatMap((chapter) =>
    readQuiz(kit, chapter).flatMap(({ id, concept, question, options }) =>
      options.map(({ text, correct = false, why }) => [
        ...[chapter.number, id, concept, question, text],
        ...[String(correct), why],
      ]),
    ),
  );
  return [head, ...rows].map((row) => `${row.map(csv).join(',')}\r\n`).join('');
}

/** Characters that mean something to GIFT get a backslash. */
function gift(text: string): string {
  return text.replaceAll(/[~=#{}:\\]/g, '\\$&').replaceAll(/\s*\n\s*/g, ' ');
}

function csv(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

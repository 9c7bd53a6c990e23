import type { Chapter } from '../chapters.ts';
import { mask, settle } from '../exchanges.ts';
import { type Kit, readExamples, readRecorded } from '../kit.ts';
import { askChapter } from '../serve.ts';
import { lessonOf } from './lesson-of.ts';
import { type Problem, problem } from './proof.ts';

/** Each exchange is shown, and is what the chapter answers now. */
export async function exchanges(
  kit: Kit,
  chapter: Chapter,
): Promise<Problem[]> {
  const { requests } = readExamples(kit, chapter);
  const used = new Set(
    lessonOf(kit, chapter).parts.map(({ name }) => name.split(' ')[1]),
  );
  const recorded = readRecorded(chapter);
  const now = await askChapter(kit, chapter);
  const { changed } = settle(recorded, now);

  return [
    ...requests
      .filter(({ name }) => !used.has(name))
      .map(({ name, line }) =>
        problem(
          chapter,
          'requests.http',
          line,
          `the lesson does not show ${name}.`,
          `Show it with <!-- kit:exchange ${name} -->, or remove it.`,
        ),
      ),
    ...changed.map((name) =>
      problem(
        chapter,
        'responses.json',
        undefined,
        `${name}: ${difference(recorded[name], now[name])}.`,
        `Mend the chapter, or record it: npx ground-up record ${chapter.number}`,
      ),
    ),
  ];
}

function difference(recorded: unknown, now: unknown): string {
  if (!recorded) return 'it was never recorded';
  if (!now) return 'there is no such request any more';

  const before = flatten(recorded);
  const after = flatten(now);
  const path = [...new Set([...before.keys(), ...after.keys()])].find(
    (key) => mask(before.get(key) ?? '') !== mask(after.get(key) ?? ''),
  );
  if (!path)
    return 'ids, dates or tokens that were equal are not equal any more';
  return `${path} is ${after.get(path) ?? 'absent'} now, ${before.get(path) ?? 'absent'} was recorded`;
}

function flatten(value: unknown, path = ''): Map<string, string> {
  if (typeof value !== 'object' || value === null)
    return new Map([[path, JSON.stringify(value)]]);
  const entries = Object.entries(value).flatMap(([key, inner]) => [
    ...flatten(inner, path ? `${path}.${key}` : key),
  ]);
  return new Map(entries);
}

import { applyBug, type Bug, readBug } from '../bug.ts';
import { type Chapter, readCode } from '../chapters.ts';
import { type Kit, readExamples } from '../kit.ts';
import type { Fence } from '../lesson.ts';
import { lessonOf, sectionAt } from './lesson-of.ts';
import { type Problem, problem } from './proof.ts';

const title = 'Break it';

/** The lesson's bug stands in "Break it", changes something, and its symptom is shown there. */
export function breakIt(kit: Kit, chapter: Chapter): Problem[] {
  const bug = readBug(kit, chapter);
  applyBug(readCode(chapter.dir), bug);

  const { fences } = lessonOf(kit, chapter);
  return [
    ...fences
      .filter(({ info }) => info.startsWith('diff bug '))
      .flatMap((fence) => faults(chapter, bug, fence)),
    ...symptom(kit, chapter),
  ];
}

function faults(
  chapter: Chapter,
  { before, after }: Bug,
  { line, section, text }: Fence,
): Problem[] {
  const say = (at: number, message: string, remedy: string) =>
    problem(chapter, 'README.md', at, message, remedy);
  const lines = text.split('\n');
  const strange = lines.findIndex((one) => !/^(?:[ +-]|$)/.test(one));
  const found: Problem[] = [];

  if (section !== title)
    found.push(
      say(line, `the bug stands in "${section}".`, `Move it to "${title}".`),
    );
  if (before === after)
    found.push(
      say(line, 'the bug changes nothing.', 'Let it break something.'),
    );
  if (strange >= 0)
    found.push(
      say(
        line + strange + 1,
        `"${lines[strange]}" is no line of a bug.`,
        'Start each with a space, - or +.',
      ),
    );
  return found;
}

function symptom(kit: Kit, chapter: Chapter): Problem[] {
  const lesson = lessonOf(kit, chapter);
  const names = readExamples(kit, chapter)
    .requests.filter(({ on }) => on === 'bug')
    .map(({ name }) => name);
  const isShown = lesson.parts.some(({ name, line }) => {
    const [kind, shown = ''] = name.split(' ');
    const isOfBug = kind === 'exchange' && names.includes(shown);
    return isOfBug && sectionAt(lesson, line) === title;
  });
  if (isShown) return [];

  return [
    problem(
      chapter,
      'README.md',
      lesson.sections.find((section) => section.title === title)?.line,
      `"${title}" shows no exchange with the bug.`,
      'Add a request with "# @on bug" to requests.http and show it with kit:exchange.',
    ),
  ];
}

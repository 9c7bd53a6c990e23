import { applyBug, readBug } from '../bug.ts';
import { type Chapter, readCode } from '../chapters.ts';
import { type Kit, readExamples } from '../kit.ts';
import { lessonOf, sectionAt } from './lesson-of.ts';
import { type Problem, problem } from './proof.ts';

const title = 'Break it';

/** The lesson's bug stands in "Break it", changes something, and its symptom is shown there. */
export function breakIt(kit: Kit, chapter: Chapter): Problem[] {
  const bug = readBug(kit, chapter);
  applyBug(readCode(chapter.dir), bug);

  const lesson = lessonOf(kit, chapter);
  const fence = lesson.fences.find(({ info }) => info.startsWith('diff bug '));
  const say = (line: number | undefined, message: string, remedy: string) =>
    problem(chapter, 'README.md', line, message, remedy);
  const found: Problem[] = [];

  if (fence?.section !== title) {
    found.push(
      say(
        fence?.line,
        `the bug stands in "${fence?.section}".`,
        `Move it to "${title}".`,
      ),
    );
  }
  if (bug.before === bug.after)
    found.push(
      say(fence?.line, 'the bug changes nothing.', 'Let it break something.'),
    );
  if (!showsBug(kit, chapter)) {
    const section = lesson.sections.find((one) => one.title === title);
    found.push(
      say(
        section?.line,
        `"${title}" shows no exchange with the bug.`,
        'Add a request with "# @on bug" to requests.http and show it with kit:exchange.',
      ),
    );
  }
  return found;
}

function showsBug(kit: Kit, chapter: Chapter): boolean {
  const lesson = lessonOf(kit, chapter);
  const names = readExamples(kit, chapter)
    .requests.filter(({ on }) => on === 'bug')
    .map(({ name }) => name);

  return lesson.parts.some(({ name, line }) => {
    const [kind, shown = ''] = name.split(' ');
    return (
      kind === 'exchange' &&
      names.includes(shown) &&
      sectionAt(lesson, line) === title
    );
  });
}

import { type Chapter, chapterBefore } from '../chapters.ts';
import { type Kit, readLessonFile } from '../kit.ts';
import { type Lesson, readLesson } from '../lesson.ts';
import { type Problem, problem } from './proof.ts';

/** The H2 headings of every lesson, in order. */
const sections = [
  'Warm-up',
  'The problem',
  'You will be able to',
  'What changes',
  'The idea',
  'Build it',
  'Check yourself',
  'Break it',
  'Your turn',
  'In production',
  'Common errors',
  'Recap',
];

/** The generated parts of every lesson; from the second on, a warm-up as well. */
const parts = ['head', 'changes', 'quiz', 'exercises'];

/** Title, sections in order, one diagram in words too, the generated parts, the length and the wording. */
export function lesson(kit: Kit, chapter: Chapter): Problem[] {
  const text = readLessonFile(kit, chapter, 'README.md');
  const read = readLesson(text);
  const say = (line: number | undefined, message: string, remedy: string) =>
    problem(chapter, 'README.md', line, message, remedy);
  const found: Problem[] = [];

  if (read.title !== chapter.manifest.title) {
    found.push(
      say(
        1,
        `the title is "${read.title}", chapter.json says "${chapter.manifest.title}".`,
        'Make them the same.',
      ),
    );
  }
  const wrong = read.sections.findIndex(
    ({ title }, index) => title !== sections[index],
  );
  if (wrong >= 0) {
    found.push(
      say(
        read.sections[wrong]?.line,
        `the section is "${read.sections[wrong]?.title}" where "${sections[wrong] ?? 'none'}" belongs.`,
        `The order is: ${sections.join(', ')}.`,
      ),
    );
  } else if (read.sections.length < sections.length) {
    found.push(
      say(
        undefined,
        `the section "${sections[read.sections.length]}" is missing.`,
        `The order is: ${sections.join(', ')}.`,
      ),
    );
  }
  if (read.words < 1000 || read.words > 2200) {
    found.push(
      say(
        undefined,
        `the prose has ${read.words} words.`,
        'Write 1,000 to 2,200.',
      ),
    );
  }

  return [
    ...found,
    ...diagram(chapter, read, text),
    ...generated(kit, chapter, read),
    ...wording(chapter, text),
  ];
}

function diagram(
  chapter: Chapter,
  { fences, sections }: Lesson,
  text: string,
): Problem[] {
  const start = sections.find(({ title }) => title === 'The idea')?.line ?? 1;
  const diagrams = fences.filter(
    ({ info, section }) => info === 'mermaid' && section === 'The idea',
  );
  const found: Problem[] = [];

  if (diagrams.length !== 1) {
    found.push(
      problem(
        chapter,
        'README.md',
        start,
        `"The idea" has ${diagrams.length} diagrams.`,
        'Draw exactly one, in Mermaid.',
      ),
    );
  }
  for (const { line } of fences
    .filter(({ info }) => info === 'mermaid')
    .slice(1)) {
    found.push(
      problem(
        chapter,
        'README.md',
        line,
        'a second diagram.',
        'Draw exactly one, in "The idea".',
      ),
    );
  }
  if (!/^In words:/m.test(text)) {
    found.push(
      problem(
        chapter,
        'README.md',
        start,
        'the diagram has no text equivalent.',
        'Start a paragraph after it with "In words:".',
      ),
    );
  }
  return found;
}

function generated(
  kit: Kit,
  chapter: Chapter,
  { parts: there }: Lesson,
): Problem[] {
  const names = there.map(({ name }) => name.split(' ')[0]);
  const isFirst = !chapterBefore(kit.chapters, chapter);
  return [...parts, ...(isFirst ? [] : ['warm-up'])]
    .filter((name) => names.filter((other) => other === name).length !== 1)
    .map((name) =>
      problem(
        chapter,
        'README.md',
        undefined,
        `the generated part "kit:${name}" must stand there once.`,
        `Write <!-- kit:${name} --> and <!-- /kit -->, then: npx ground-up sync ${chapter.number}`,
      ),
    );
}

function wording(chapter: Chapter, text: string): Problem[] {
  return text.split('\n').flatMap((line, index) => {
    const word = /(?<![\w`'./-])(simply|just)(?![\w`'/-])/i.exec(
      line.replaceAll(/`[^`]*`/g, ''),
    )?.[1];
    return word
      ? [
          problem(
            chapter,
            'README.md',
            index + 1,
            `says "${word}".`,
            'What is simple to one reader is not to another: leave the word out.',
          ),
        ]
      : [];
  });
}

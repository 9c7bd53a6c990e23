import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Chapter, readCode } from '../chapters.ts';
import {
  type Kit,
  readExercises,
  readGlossary,
  readLessonFile,
  readQuiz,
} from '../kit.ts';
import { type Lesson, readLesson } from '../lesson.ts';
import { eachChapter, type Problem, problem } from './proof.ts';

const required = [
  'README.md',
  'chapter.json',
  'requests.http',
  'responses.json',
  'quiz.yml',
  'hints.yml',
  'package.json',
  'tsconfig.json',
  'vitest.config.ts',
  'src',
  'tests',
  'exercises',
];
const allowed = new Set([
  ...required,
  '.env.example',
  'node_modules',
  'coverage',
  '.env',
]);

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

const kinds = ['Complete: ', 'Build: ', 'Extend: '];
const parts = ['head', 'changes', 'quiz', 'exercises'];

export const structure = eachChapter(
  'structure',
  'Numbers without gaps, only the allowed files, a lesson with every section in order.',
  numbers,
  files,
  settings,
  lesson,
  exercises,
  concepts,
);

function numbers(kit: Kit, chapter: Chapter): Problem[] {
  const expected = String(
    kit.chapters.findIndex(({ name }) => name === chapter.name) + 1,
  ).padStart(2, '0');
  if (chapter.number === expected) return [];
  return [
    problem(
      chapter,
      '',
      undefined,
      `the number should be ${expected}.`,
      'Number the chapters 01, 02, … without gaps.',
    ),
  ];
}

function files(kit: Kit, chapter: Chapter): Problem[] {
  const missing = required.filter(
    (name) => !existsSync(join(chapter.dir, name)),
  );
  const strange = readdirSync(chapter.dir).filter((name) => !allowed.has(name));

  return [
    ...missing.map((name) =>
      problem(chapter, name, undefined, 'is missing.', 'Add it.'),
    ),
    ...strange.map((name) =>
      problem(
        chapter,
        name,
        undefined,
        'has no place in a chapter.',
        'Remove it, or allow it in shared/src/proofs/structure.ts.',
      ),
    ),
  ];
}

function settings(kit: Kit, chapter: Chapter): Problem[] {
  const code = readCode(chapter.dir);
  const first = readCode(kit.chapters[0]?.dir ?? chapter.dir);
  const found = ['tsconfig.json', 'vitest.config.ts']
    .filter((path) => code.get(path) !== first.get(path))
    .map((path) =>
      problem(
        chapter,
        path,
        1,
        `differs from ${kit.chapters[0]?.name}'s.`,
        'Keep it the same in every chapter.',
      ),
    );

  const manifest = JSON.parse(code.get('package.json') ?? '{}') as Record<
    string,
    unknown
  >;
  const named = ['name', 'version'].filter((key) => key in manifest);
  return [
    ...found,
    ...named.map((key) =>
      problem(
        chapter,
        'package.json',
        1,
        `has a "${key}".`,
        "Remove it: npm takes the folder's name.",
      ),
    ),
  ];
}

function lesson(kit: Kit, chapter: Chapter): Problem[] {
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
    ...idea(chapter, read, text),
    ...generated(chapter, read),
    ...wording(chapter, text),
  ];
}

function idea(
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

function generated(chapter: Chapter, { parts: there }: Lesson): Problem[] {
  const names = there.map(({ name }) => name.split(' ')[0]);
  return parts
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

function exercises(kit: Kit, chapter: Chapter): Problem[] {
  const there = readExercises(kit, chapter);
  const wrong = kinds.filter(
    (kind, index) => !there[index]?.task.startsWith(`# ${kind}`),
  );
  return wrong.map((kind) => {
    const number = kinds.indexOf(kind) + 1;
    return problem(
      chapter,
      `exercises/${number}/README.md`,
      1,
      `does not start with "# ${kind}".`,
      'The three exercises are Complete, Build and Extend.',
    );
  });
}

function concepts(kit: Kit, chapter: Chapter): Problem[] {
  const glossary = readGlossary(kit);
  const used = [
    ...chapter.manifest.concepts.map((concept) => ({
      concept,
      file: 'chapter.json',
    })),
    ...readQuiz(kit, chapter).map(({ concept }) => ({
      concept,
      file: 'quiz.yml',
    })),
  ];

  return used
    .filter(({ concept }) => !(concept in glossary))
    .map(({ concept, file }) =>
      problem(
        chapter,
        file,
        undefined,
        `the concept "${concept}" has no entry in site/glossary.yml.`,
        'Add one.',
      ),
    );
}

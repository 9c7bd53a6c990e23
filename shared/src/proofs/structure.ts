import { existsSync, readdirSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import { type Chapter, readCode } from '../chapters.ts';
import { type Kit, readExercises, readGlossary, readQuiz } from '../kit.ts';
import { pathsOf } from '../solution.ts';
import { readPackage } from './package.ts';
import { eachChapter, type Problem, problem } from './proof.ts';
import { lesson } from './sections.ts';

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
  'browser',
  'node_modules',
  'coverage',
  '.env',
  'data.sqlite',
  'data.sqlite-journal', // while something is written
]);

const browserParts = ['calls.yml', 'page.png', 'recorded.json'];

/** What checks and ships the code: from chapter 18 on. */
const shipping = new Set([
  '.github',
  '.dockerignore',
  '.secretlintrc.json',
  'Dockerfile',
  'compose.yaml',
  'eslint.config.js',
]);
const firstShipped = '18';

const exerciseFolders = ['1', '2', '3'];
const exerciseParts = ['README.md', 'exercise.test.ts', 'solution.patch'];

const kinds = ['Complete: ', 'Build: ', 'Extend: '];

export const structure = eachChapter(
  'structure',
  'Numbers without gaps, only the allowed files, a lesson with every section in order.',
  numbers,
  files,
  settings,
  lesson,
  exerciseFiles,
  exercises,
  browserFiles,
  solutions,
  quiz,
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
  const mayShip = chapter.number >= firstShipped;
  const strange = readdirSync(chapter.dir).filter(
    (name) => !allowed.has(name) && !(mayShip && shipping.has(name)),
  );
  const noCode = [...readCode(chapter.dir).keys()].filter(
    (path) => /^(src|tests)\//.test(path) && !path.endsWith('.ts'),
  );

  return [
    ...missing.map((name) =>
      problem(chapter, name, undefined, 'is missing.', 'Add it.'),
    ),
    ...strange.map((name) =>
      outOfPlace(
        chapter,
        name,
        'Remove it, or allow it in shared/src/proofs/structure.ts.',
      ),
    ),
    ...noCode.map((path) =>
      outOfPlace(chapter, path, 'Only .ts files stand in src/ and tests/.'),
    ),
  ];
}

function outOfPlace(chapter: Chapter, path: string, remedy: string): Problem {
  return problem(
    chapter,
    path,
    undefined,
    'has no place in a chapter.',
    remedy,
  );
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

  const manifest = readPackage(chapter);
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

function exerciseFiles(kit: Kit, chapter: Chapter): Problem[] {
  const expected = exerciseFolders.flatMap((number) =>
    exerciseParts.map((name) => `exercises/${number}/${name}`),
  );
  const folder = join(chapter.dir, 'exercises');
  const there = existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => !entry.isDirectory())
        .map(({ parentPath, name }) =>
          relative(chapter.dir, join(parentPath, name)).split(sep).join('/'),
        )
    : [];

  return [
    ...expected
      .filter((path) => !there.includes(path))
      .map((path) =>
        problem(
          chapter,
          path,
          undefined,
          'is missing.',
          'Add it: exercises are 1, 2 and 3, each with README.md, exercise.test.ts and solution.patch.',
        ),
      ),
    ...there
      .filter((path) => !expected.includes(path))
      .map((path) =>
        outOfPlace(
          chapter,
          path,
          'Exercises are 1, 2 and 3, each with README.md, exercise.test.ts and solution.patch.',
        ),
      ),
  ];
}

function browserFiles(kit: Kit, chapter: Chapter): Problem[] {
  const folder = join(chapter.dir, 'browser');
  if (!existsSync(folder)) return [];

  const there = readdirSync(folder);
  return [
    ...browserParts
      .filter((name) => !there.includes(name))
      .map((name) =>
        problem(
          chapter,
          `browser/${name}`,
          undefined,
          'is missing.',
          `Write calls.yml, then: npx ground-up record ${chapter.number} --browser`,
        ),
      ),
    ...there
      .filter((name) => !browserParts.includes(name))
      .map((name) =>
        outOfPlace(
          chapter,
          `browser/${name}`,
          'What a browser is asked stands in calls.yml, what it said in recorded.json, what it showed in page.png.',
        ),
      ),
  ];
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

/** An exercise is solved in the code, not in its tests; in a chapter about tests, by new files beside them as well. */
function solutions(kit: Kit, chapter: Chapter): Problem[] {
  const code = readCode(chapter.dir);
  const isOwnTest = (path: string) =>
    chapter.manifest.kind === 'tests' &&
    path.startsWith('tests/') &&
    !code.has(path);

  return readExercises(kit, chapter).flatMap(({ number, patch }) =>
    pathsOf(patch)
      .map((path) => posix.normalize(path))
      .filter((path) => !isSolvedIn(path))
      .filter((path) => !isOwnTest(path))
      .map((path) =>
        problem(
          chapter,
          `exercises/${number}/solution.patch`,
          1,
          `changes ${path}.`,
          'A solution changes only src/, package.json, .env.example and what ships the code.',
        ),
      ),
  );
}

function isSolvedIn(path: string): boolean {
  const [first = ''] = path.split('/');
  return (
    /^(src\/|package\.json$|\.env\.example$)/.test(path) || shipping.has(first)
  );
}

function quiz(kit: Kit, chapter: Chapter): Problem[] {
  const questions = readQuiz(kit, chapter);
  const ids = questions.map(({ id }) => id);
  const say = (message: string, remedy: string) =>
    problem(chapter, 'quiz.yml', undefined, message, remedy);

  return [
    ...(ids.length < 4 || ids.length > 6
      ? [say(`there are ${ids.length} questions.`, 'Ask four to six.')]
      : []),
    ...questions
      .filter(({ options }) => options.length < 3 || options.length > 4)
      .map(({ id, options }) =>
        say(`"${id}" has ${options.length} options.`, 'Give three or four.'),
      ),
    ...ids
      .filter((id, index) => ids.indexOf(id) !== index)
      .map((id) =>
        say(`there are two questions "${id}".`, 'Give each an id of its own.'),
      ),
  ];
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

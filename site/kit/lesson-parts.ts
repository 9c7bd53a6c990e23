import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Chapter,
  findChapter,
  readText,
} from '../../shared/src/chapters.ts';
import type { Exchange } from '../../shared/src/exchanges.ts';
import { apiOrigin } from '../../shared/src/generate.ts';
import {
  type Kit,
  type Question,
  readExamples,
  readExercises,
  readLessonFile,
  readQuiz,
  readRecorded,
} from '../../shared/src/kit.ts';
import { type Fence, quotedFile, readLesson } from '../../shared/src/lesson.ts';
import { commandsOf } from './commands.ts';
import type {
  ExchangeCard,
  LessonParts,
  QuizQuestion,
  Verified,
} from './types.ts';

/** Statuses that a reader may expect, for the choice before a response is shown. */
const likely = [200, 201, 204, 400, 401, 403, 404, 409, 422, 500];

/** What a chapter's page has that its README has not. */
export function partsOfLesson(kit: Kit, chapter: Chapter): LessonParts {
  const { name, slug } = chapter;
  const { parts } = readLesson(readLessonFile(kit, chapter, 'README.md'));
  const warmUp = parts.find((part) => part.name.startsWith('warm-up '));

  return {
    name,
    slug,
    quiz: questionsOf(kit, chapter),
    warmUp: (warmUp?.name.split(' ').slice(1) ?? []).map((reference) =>
      findQuestion(kit, reference),
    ),
    cards: cardsOf(kit, chapter),
    exercises: readExercises(kit, chapter).map(({ number, task }) => ({
      number,
      title: (task.trim().split('\n')[0] ?? '').replace(/^#\s*/, ''),
    })),
    runs: chapter.manifest.tab === true,
    verified: verify(kit, chapter),
  };
}

/** The questions of a chapter, each with an id that stays when chapters are numbered anew. */
export function questionsOf(kit: Kit, chapter: Chapter): QuizQuestion[] {
  return readQuiz(kit, chapter).map((question) =>
    toQuestion(chapter, question),
  );
}

function findQuestion(kit: Kit, reference: string): QuizQuestion {
  const [number = '', id] = reference.split('/');
  const chapter = findChapter(kit.chapters, number);
  const found = readQuiz(kit, chapter).find((question) => question.id === id);
  if (!found) throw new Error(`There is no question ${reference}.`); // sync refuses it before
  return toQuestion(chapter, found);
}

function toQuestion(
  { slug }: Chapter,
  { id, question, options }: Question,
): QuizQuestion {
  return {
    id: `${slug}/${id}`,
    text: question.trim(),
    options: options.map(({ text, why }) => ({
      text: text.trim(),
      why: why.trim(),
    })),
    right: options.findIndex(({ correct }) => correct),
  };
}

function cardsOf(kit: Kit, chapter: Chapter): Record<string, ExchangeCard> {
  const { variables, requests } = readExamples(kit, chapter);
  const recorded = readRecorded(chapter);
  const cards = requests.flatMap((request) => {
    const exchange = recorded[request.name];
    if (!exchange) return [];

    const { status } = exchange.response;
    const card: ExchangeCard = {
      id: `${chapter.slug}/${request.name}`,
      status,
      guesses: guessesFor(status, Object.values(recorded)),
      ...commandsOf(variables.baseUrl ?? apiOrigin, exchange.request, request),
    };
    return [[request.name, card] as const];
  });
  return Object.fromEntries(cards);
}

/** Four statuses to choose from: the right one, those that the chapter's other responses have, then likely ones. */
function guessesFor(status: number, exchanges: Exchange[]): number[] {
  const seen = exchanges.map(({ response }) => response.status);
  const all = [...new Set([status, ...seen, ...likely])];
  return all.slice(0, 4).sort((a, b) => a - b);
}

function verify(kit: Kit, chapter: Chapter): Verified {
  const { fences } = readLesson(readLessonFile(kit, chapter, 'README.md'));
  const questions = readQuiz(kit, chapter);
  const [commit = null, date = null] = lastCommit(kit, chapter);

  return {
    snippets: fences.filter(isChecked).length,
    exchanges: Object.keys(readRecorded(chapter)).length,
    questions: questions.length,
    answers: questions.flatMap(({ options }) => options).length,
    nodes: provedOn(kit),
    commit,
    date,
  };
}

/** A proof compares the fence with a file, applies it, or runs it again. */
function isChecked({ info, inside }: Fence): boolean {
  return (
    inside === undefined &&
    (quotedFile(info) !== undefined || /^(diff bug |console)/.test(info))
  );
}

/** The versions in the matrix of the workflow's job "kit"; none where there is no workflow. */
function provedOn({ root }: Kit): number[] {
  const file = join(root, '.github', 'workflows', 'ci.yml');
  const text = existsSync(file) ? readText(file) : '';
  const [, versions = ''] = /^  kit:[^]*?^ +node: \[(.+)\]$/m.exec(text) ?? [];
  return versions.split(', ').filter(Boolean).map(Number);
}

/** The commit that changed a chapter last, with its day; nothing where there is no Git. */
function lastCommit({ root }: Kit, { name }: Chapter): string[] {
  const { status, stdout } = spawnSync(
    'git',
    ['log', '-1', '--format=%h %cs', '--', join('chapters', name)],
    { cwd: root, encoding: 'utf8' },
  );
  return status === 0 && stdout ? stdout.trim().split(' ') : [];
}

import { STATUS_CODES } from 'node:http';
import { type Chapter, chapterBefore, findChapter } from './chapters.ts';
import { diffChapters, type FileChange } from './diff.ts';
import type { Exchange } from './exchanges.ts';
import {
  type Kit,
  type Question,
  readBrowserRecording,
  readExercises,
  readQuiz,
  readRecorded,
} from './kit.ts';
import { toLines } from './hunks.ts';
import { UserError } from './user-error.ts';

/** What a lesson shows for the free ports that a recording was made with. */
export const apiOrigin = 'http://localhost:3000';
export const pageOrigins = {
  APP: 'http://localhost:5173',
  OTHER: 'http://localhost:8080',
};

/**
 * The Markdown of a lesson's generated part, by its name: `head`, `changes`, `quiz`, `exercises`,
 * `warm-up 01/id 02/id`, `exchange name [predict]`, `browser name [predict]`. Throws a UserError for a name that stands for nothing.
 */
export function generate(kit: Kit, chapter: Chapter, name: string): string {
  const [kind, ...words] = name.split(' ');

  if (kind === 'head') return head(kit, chapter);
  if (kind === 'changes') return changes(kit, chapter);
  if (kind === 'quiz') return quiz(readQuiz(kit, chapter));
  if (kind === 'exercises') return exercises(kit, chapter);
  if (kind === 'warm-up')
    return quiz(words.map((word) => findQuestion(kit, chapter, word)));
  if (kind === 'exchange')
    return exchange(kit, chapter, words[0] ?? '', words.includes('predict'));
  if (kind === 'browser')
    return browserCall(kit, chapter, words[0] ?? '', words.includes('predict'));

  throw new UserError(
    `chapters/${chapter.name}/README.md: there is no part "kit:${name}". See CONTRIBUTING.md for those there are.`,
  );
}

/** The table of chapters in the repository's README. */
export function chapterTable(kit: Kit): string {
  const rows = kit.chapters.map(({ number, name, manifest }) => {
    return `| [${number} ${manifest.title}](chapters/${name}/README.md) | ${manifest.idea} | ${manifest.minutes} min |`;
  });
  return ['| Chapter | Idea | Time |', '|---|---|---|', ...rows].join('\n');
}

function head(kit: Kit, chapter: Chapter): string {
  const { number, manifest } = chapter;
  const before = chapterBefore(kit.chapters, chapter);
  const start = before
    ? `Starts from [${before.number} ${before.manifest.title}](../${before.name}/README.md), ends at ${number}`
    : `Starts from nothing, ends at ${number}`;
  const commands = [
    `run it: \`npm start ${number}\``,
    `test it: \`npm test ${number}\``,
    ...(before
      ? [`see what is new: \`npm run diff ${before.number} ${number}\``]
      : []),
    `build it yourself: \`npx ground-up start ${number} ../my-api\``,
  ];

  return `${manifest.idea}\n\n${start} · ${manifest.minutes} minutes · ${commands.join(' · ')}`;
}

function changes(kit: Kit, chapter: Chapter): string {
  const before = chapterBefore(kit.chapters, chapter);
  const changes = diffChapters(before, chapter);
  if (!before) {
    const rows = changes.map(
      (change) => `| ${linked(change)} | ${size(change)} |`,
    );
    return ['| File | Lines |', '|---|---|', ...rows].join('\n');
  }

  const rows = changes.map(
    (change) => `| ${linked(change)} | ${size(change)} | ${why(change)} |`,
  );
  return ['| File | Lines | Why |', '|---|---|---|', ...rows].join('\n');
}

function linked({ path, status }: FileChange): string {
  return status === 'removed' ? `\`${path}\`` : `[${path}](${path})`;
}

function size({ status, hunks }: FileChange): string {
  const added = hunks.reduce(
    (sum, { afterLines }) => sum + afterLines.length,
    0,
  );
  const removed = hunks.reduce(
    (sum, { beforeLines }) => sum + beforeLines.length,
    0,
  );
  if (status === 'removed') return 'removed';
  return `+${added}${removed > 0 ? ` −${removed}` : ''}`;
}

function why({ note, hunks }: FileChange): string {
  const notes = note ? [note] : hunks.flatMap((hunk) => hunk.note ?? []);
  return notes.join('<br>').replaceAll('|', '\\|');
}

function findQuestion(kit: Kit, chapter: Chapter, reference: string): Question {
  const [number = '', id] = reference.split('/');
  const earlier = findChapter(kit.chapters, number);
  const found = readQuiz(kit, earlier).find((question) => question.id === id);
  if (found && earlier.number < chapter.number) return found;

  throw new UserError(
    `chapters/${chapter.name}/README.md: the warm-up asks for ${reference}, which no earlier quiz.yml has. Choose an id from one.`,
  );
}

function quiz(questions: Question[]): string {
  return questions
    .map((question, index) => oneQuestion(question, index + 1))
    .join('\n\n');
}

function oneQuestion({ question, options }: Question, number: number): string {
  const letters = 'ABCDEF';
  const answers = options.map(
    ({ text }, index) => `- ${letters[index]}. ${text.trim()}`,
  );
  const reasons = options.map(
    ({ correct, why }, index) =>
      `- ${letters[index]}${correct ? ' is right' : ''}: ${why.trim()}`,
  );

  return [
    `**${number}. ${question.trim()}**`,
    '',
    ...answers,
    '',
    '<details><summary>Answer</summary>',
    '',
    ...reasons,
    '',
    '</details>',
  ].join('\n');
}

function exercises(kit: Kit, chapter: Chapter): string {
  return readExercises(kit, chapter)
    .map(({ number, task }) => {
      const [title = '', ...rest] = task.trim().split('\n');
      return [
        `### ${number}. ${title.replace(/^#\s*/, '')}`,
        ...rest,
        '',
        `Check it: \`npm test ${chapter.number} exercises/${number}\``,
      ].join('\n');
    })
    .join('\n\n');
}

function exchange(
  kit: Kit,
  chapter: Chapter,
  name: string,
  predict: boolean,
): string {
  const recorded = readRecorded(chapter)[name];
  if (!recorded) {
    throw new UserError(
      `chapters/${chapter.name}/README.md: there is no recorded exchange "${name}". Add it to requests.http, then: npx ground-up record ${chapter.number}`,
    );
  }

  const before = chapterBefore(kit.chapters, chapter);
  const answer = fence(response(recorded));
  return [
    ...label(recorded, before),
    fence(request(recorded)),
    '',
    ...(predict
      ? ['<details><summary>The answer</summary>', '', answer, '', '</details>']
      : [answer]),
  ].join('\n');
}

function browserCall(
  kit: Kit,
  chapter: Chapter,
  name: string,
  predict: boolean,
): string {
  const { calls } = readBrowserRecording(chapter);
  const call = calls[name];
  if (!call) {
    throw new UserError(
      `chapters/${chapter.name}/README.md: there is no recorded call "${name}". Add it to browser/calls.yml, then: npx ground-up record ${chapter.number} --browser`,
    );
  }

  const before = chapterBefore(kit.chapters, chapter);
  const { number } = call.on === 'before' ? (before ?? chapter) : chapter;
  const outcome = [
    fence(call.says.map(folded).join('\n'), 'text'),
    '',
    'What the API has answered meanwhile:',
    '',
    fence(call.api.join('\n'), 'text'),
  ].join('\n');
  return [
    `*In the console of a page of \`${pageOrigins[call.page]}\`, with chapter ${number} at \`${apiOrigin}\`:*`,
    '',
    fence(shownCode(call.code), 'js'),
    '',
    ...(predict
      ? [
          '<details><summary>What happens</summary>',
          '',
          outcome,
          '',
          '</details>',
        ]
      : [outcome]),
  ].join('\n');
}

/** A long line in several, as a console shows it: all but the first are indented. */
function folded(line: string): string {
  return line.replaceAll(/(.{1,60})(?: |$)/g, '$1\n  ').trim();
}

/** The code of a call as a reader sees it. */
export function shownCode(code: string) {
  return code
    .trim()
    .replaceAll('{{api}}', apiOrigin)
    .replaceAll('{{token}}', '…');
}

function label({ on }: Exchange, before: Chapter | undefined): string[] {
  const asked = {
    here: '',
    before: `chapter ${before?.number ?? ''}`,
    bug: 'the copy with the bug',
    unsafe: 'the unsafe twin',
  }[on];
  return asked ? [`*Asked of ${asked}:*`, ''] : [];
}

/** The request of an exchange as an HTTP message. */
export function request({
  request: { method, path, headers, body },
}: Exchange): string {
  return message(`${method} ${path} HTTP/1.1`, headers, body);
}

/** The response of an exchange as an HTTP message; JSON is indented. */
export function response({
  response: { status, reason, headers, body },
}: Exchange): string {
  const named = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.replaceAll(/(^|-)[a-z]/g, (start) => start.toUpperCase()),
      value,
    ]),
  );
  const text = typeof body === 'string' ? body : JSON.stringify(body, null, 2);
  return message(
    `HTTP/1.1 ${status} ${reason || STATUS_CODES[status]}`,
    named,
    text.trim(),
  );
}

function message(
  start: string,
  headers: Record<string, string>,
  body: string,
): string {
  const lines = [
    start,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  return [...lines, ...(body ? ['', ...toLines(body)] : [])].join('\n');
}

function fence(text: string, language = 'http'): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}

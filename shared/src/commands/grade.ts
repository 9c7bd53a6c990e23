import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Chapter, findChapter, listChapters } from '../chapters.ts';
import {
  grade,
  type Grade,
  isGood,
  type Submission,
  testsVersion,
} from '../grade/grade.ts';
import {
  type Run,
  toClassroom,
  toCsv,
  toHtml,
  toJson,
  toJunit,
  toTable,
} from '../grade/reports.ts';
import { stopAll } from '../grade/sandbox.ts';
import { canIsolate, howToGetBubblewrap } from '../../bin/bubblewrap.js';
import { interrupted } from '../../bin/interrupt.js';
import { UserError } from '../user-error.ts';
import { stateFile } from '../workspace.ts';
import { showProgress } from '../workspace/progress.ts';

const writers = {
  json: toJson,
  csv: toCsv,
  junit: toJunit,
  html: toHtml,
  classroom: toClassroom,
};
const examples = {
  json: 'grades.json',
  csv: 'grades.csv',
  junit: 'grades.xml',
  html: 'grades.html',
  classroom: 'result.txt',
};
const limits = {
  startSeconds: 30,
  seconds: 600,
  megabytes: 1500,
  processes: 50,
};

export async function run(argv: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      chapter: { type: 'string' },
      trust: { type: 'boolean' },
      json: { type: 'string' },
      csv: { type: 'string' },
      junit: { type: 'string' },
      html: { type: 'string' },
      classroom: { type: 'string' },
    },
  });
  const chapters = listChapters();
  const submissions = readSubmissions(positionals, values.chapter, chapters);
  const files = reportFiles(values);
  if (values.classroom !== undefined && submissions.length > 1)
    throw new UserError(
      '--classroom is about one submission: name one folder.',
    );
  const isIsolated = values.trust !== true;
  if (isIsolated && !canIsolate()) {
    throw new UserError(
      `There is no sandbox here. ${howToGetBubblewrap} Code that you trust runs without: --trust.`,
    );
  }

  const stop = () => {
    stopAll();
    console.error('Stopped. Nothing was written.');
    process.exit(130);
  };
  interrupted.addEventListener('abort', stop);
  const grades = await gradeAll(submissions, (one) =>
    grade(one, { chapters, isIsolated, limits }),
  );
  interrupted.removeEventListener('abort', stop);

  const used = new Map(
    submissions.map(({ chapter }) => [chapter.number, chapter]),
  );
  const tests = Object.fromEntries(
    [...used].map(([number, chapter]) => [number, testsVersion(chapter)]),
  );
  const result: Run = { grades, tests, isIsolated };
  for (const [what, file] of files) writeFileSync(file, writers[what](result));
  console.log(toTable(result));
  return grades.every(isGood) ? 0 : 1;
}

/** As many at once as the machine has cores. */
async function gradeAll(
  submissions: Submission[],
  work: (submission: Submission) => Promise<Grade>,
): Promise<Grade[]> {
  const grades: Grade[] = [];
  const show = showProgress('Grading');
  const queue = [...submissions.entries()];
  let done = 0;
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const [index, submission] = next;
      grades[index] = await work(submission);
      done += 1;
      show(done, submissions.length);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return grades;
}

function readSubmissions(
  folders: string[],
  wanted: string | undefined,
  chapters: Chapter[],
): Submission[] {
  if (folders.length === 0) {
    throw new UserError(
      'Name the folders to grade, for example: npx ground-up grade --chapter 04 ../class/*',
    );
  }
  return folders.map((folder) => {
    const dir = resolve(folder);
    if (!existsSync(dir) || !statSync(dir).isDirectory())
      throw new UserError(`There is no folder ${dir}.`);
    const chapter = wanted ?? chapterIn(dir);
    if (chapter === undefined) {
      throw new UserError(
        `${dir} does not say which chapter it is about. Name it: --chapter 04`,
      );
    }
    return {
      name: basename(dir),
      dir,
      chapter: findChapter(chapters, chapter),
    };
  });
}

/** The chapter of a workspace. A repository has none: git does not keep it. */
function chapterIn(dir: string): string | undefined {
  try {
    const text = readFileSync(join(dir, stateFile), 'utf8');
    return String((JSON.parse(text) as { chapter: string }).chapter);
  } catch {
    return undefined;
  }
}

function reportFiles(values: { [What in keyof typeof writers]?: string }) {
  return (Object.keys(writers) as (keyof typeof writers)[]).flatMap((what) => {
    const file = values[what];
    if (file === undefined) return [];
    const path = resolve(file);
    const isFolder = existsSync(path) && statSync(path).isDirectory();
    if (file !== '' && !isFolder && existsSync(dirname(path)))
      return [[what, path] as const];
    throw new UserError(
      `--${what} needs a file in a folder that is there, for example: --${what} ${examples[what]}`,
    );
  });
}

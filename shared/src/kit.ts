import { existsSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import {
  type Chapter,
  findChapter,
  listChapters,
  readChapter,
  readJson,
  readText,
  root,
} from './chapters.ts';
import type { Exchanges } from './exchanges.ts';
import { readRequests, type RequestsFile } from './requests.ts';
import { UserError } from './user-error.ts';

/** A repository of chapters: this one, or a copy that a test breaks. */
export interface Kit {
  root: string;
  chapters: Chapter[];
}

const questionSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  concept: z.string(),
  question: z.string().min(1),
  options: z
    .array(
      z.strictObject({
        text: z.string().min(1),
        correct: z.boolean().optional(),
        why: z.string().min(1),
      }),
    )
    .min(3)
    .refine(
      (options) => options.filter(({ correct }) => correct).length === 1,
      'exactly one option must be correct',
    ),
});

export type Question = z.output<typeof questionSchema>;

/** By the test's title as its source has it: three rungs. */
export type Hints = Record<string, string[]>;

const hintsSchema = z.record(
  z.string(),
  z.array(z.string().min(1)).length(3, 'give exactly three rungs'),
);
const glossarySchema = z.record(
  z.string(),
  z.strictObject({ term: z.string().min(1), definition: z.string().min(1) }),
);

const recordingSchema = z.record(
  z.string(),
  z.object({
    request: z.object({ headers: z.object({}) }),
    response: z.object({ headers: z.object({}) }),
  }),
);

const callSchema = z.strictObject({
  name: z.string().regex(/^\w+$/),
  /** The API that is called: this chapter's, or that of the chapter before. */
  on: z.enum(['here', 'before']),
  /** Whose page calls: APP is in this chapter's CORS_ORIGINS, OTHER is not. */
  page: z.enum(['APP', 'OTHER']),
  /** What the page runs. `{{api}}` is the API's origin, `{{token}}` a token of somebody there. */
  code: z.string().min(1),
});

/** What a page in a browser does. */
export type Call = z.output<typeof callSchema>;

const recordedCallSchema = callSchema.omit({ name: true }).extend({
  /** The lines in the page's console. */
  says: z.array(z.string()),
  /** What the API has answered: `GET /posts → 200`. */
  api: z.array(z.string()),
});

/** What came of a call. */
export type RecordedCall = z.output<typeof recordedCallSchema>;

const browserSchema = z.strictObject({
  /** Its name and version. */
  browser: z.string(),
  calls: z.record(z.string(), recordedCallSchema),
});

export type BrowserRecording = z.output<typeof browserSchema>;

export interface Exercise {
  /** `1`, `2`, … */
  number: string;
  dir: string;
  task: string;
  test: string;
  patch: string;
}

/** The kit in `folder`, this one unless told. */
export function openKit(folder = root): Kit {
  return { root: folder, chapters: listChapters(join(folder, 'chapters')) };
}

/** The chapter that a command's one argument names, or all. Throws a UserError when there is no such chapter. */
export function chaptersNamed(
  { chapters }: Kit,
  wanted: string | undefined,
): Chapter[] {
  return wanted === undefined ? chapters : [findChapter(chapters, wanted)];
}

/** The chapters of `kit`, read again: after an edit. */
export function readAgain(kit: Kit): Kit {
  return { ...kit, chapters: kit.chapters.map(({ dir }) => readChapter(dir)) };
}

/** The text of a file of the lesson, with LF. Throws a UserError when it is missing. */
export function readLessonFile(
  kit: Kit,
  { dir }: Chapter,
  name: string,
): string {
  const file = join(dir, name);
  if (!existsSync(file))
    throw new UserError(`${relative(kit.root, file)} is missing. Add it.`);
  return readText(file);
}

export function readExamples(kit: Kit, chapter: Chapter): RequestsFile {
  return readRequests(
    readLessonFile(kit, chapter, 'requests.http'),
    `chapters/${chapter.name}/requests.http`,
  );
}

/** What was recorded; nothing when there is no recording yet. Throws a UserError for a broken one. */
export function readRecorded({ name, dir }: Chapter): Exchanges {
  const file = join(dir, 'responses.json');
  if (!existsSync(file)) return {};

  const where = `chapters/${name}/responses.json`;
  const recorded = readJson(file, where);
  if (recordingSchema.safeParse(recorded).success) return recorded as Exchanges;
  throw new UserError(`${where} holds no exchanges. Mend it there.`);
}

/** The questions of a chapter's quiz. Throws a UserError that names file, place and remedy. */
export function readQuiz(kit: Kit, chapter: Chapter): Question[] {
  return readYaml(
    kit,
    join(chapter.dir, 'quiz.yml'),
    z.array(questionSchema).min(1),
  );
}

/** What the chapter's page does in a browser; nothing where the chapter has no folder `browser`. */
export function readCalls(kit: Kit, chapter: Chapter): Call[] {
  const file = join(chapter.dir, 'browser', 'calls.yml');
  return existsSync(file) ? readYaml(kit, file, z.array(callSchema)) : [];
}

/** What a browser said to the calls. Throws a UserError for a broken recording. */
export function readBrowserRecording({ name, dir }: Chapter): BrowserRecording {
  const file = join(dir, 'browser', 'recorded.json');
  if (!existsSync(file)) return { browser: '', calls: {} };

  const where = `chapters/${name}/browser/recorded.json`;
  const result = browserSchema.safeParse(readJson(file, where));
  if (result.success) return result.data;
  throw new UserError(`${where} holds no recorded calls. Mend it there.`);
}

export function readHints(kit: Kit, chapter: Chapter): Hints {
  return readYaml(kit, join(chapter.dir, 'hints.yml'), hintsSchema);
}

/** Every concept's term and definition, by id. */
export function readGlossary(kit: Kit): z.output<typeof glossarySchema> {
  return readYaml(kit, join(kit.root, 'site', 'glossary.yml'), glossarySchema);
}

export function readExercises(kit: Kit, chapter: Chapter): Exercise[] {
  const folder = join(chapter.dir, 'exercises');
  if (!existsSync(folder)) return [];

  return readdirSync(folder)
    .filter((name) => /^\d$/.test(name))
    .sort()
    .map((number) => ({
      number,
      dir: join(folder, number),
      task: readLessonFile(kit, chapter, `exercises/${number}/README.md`),
      test: readLessonFile(
        kit,
        chapter,
        `exercises/${number}/exercise.test.ts`,
      ),
      patch: readLessonFile(kit, chapter, `exercises/${number}/solution.patch`),
    }));
}

function readYaml<Schema extends z.ZodType>(
  kit: Kit,
  file: string,
  schema: Schema,
): z.output<Schema> {
  const where = relative(kit.root, file);
  if (!existsSync(file)) throw new UserError(`${where} is missing. Add it.`);

  const result = schema.safeParse(parseYaml(where, readText(file)));
  if (result.success) return result.data;

  const { path, message } = result.error.issues[0] ?? { path: [], message: '' };
  const place = [where, ...(path.length > 0 ? [path.join('.')] : [])];
  throw new UserError(`${place.join(': ')}: ${message}. Mend it there.`);
}

function parseYaml(where: string, text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    const [first = ''] = String((error as Error).message).split('\n');
    throw new UserError(
      `${where}: ${first.replace(/[.:]$/, '')}. Mend it there.`,
    );
  }
}

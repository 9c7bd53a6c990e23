import type { LookUp } from './lookup.ts';
import type { Teach } from './teach.ts';

/** The data the pages are made of. All of it is derived from chapters/ by `derive.ts`; the pages receive it as JSON. */
export interface Site {
  chapters: ChapterSummary[];
  parts: Part[];
  totals: Totals;
  opening: Opening;
  diffs: Diff[];
  lessons: LessonLinks[];
  lookup: LookUp;
  teach: Teach;
  lessonParts: LessonParts[];
  codePages: CodePage[];
  hintsPages: HintsPage[];
  runPages: RunPage[];
  /** Texts to publish, by their path below the site's root: patches, and files that lessons link to. */
  published: Record<string, string>;
  /** The address of a file of the repository: on its host where that is known, otherwise among `published`. */
  project: { readme: string; contributing: string; home: string | null };
}

export interface ChapterSummary {
  /** Two digits: `02`. */
  number: string;
  slug: string;
  /** The folder: `02-crud`. */
  name: string;
  title: string;
  part: string;
  idea: string;
  minutes: number;
  size: Size;
  change: Change;
}

/** What a snapshot holds. */
export interface Size {
  /** Lines in src/ that are not blank. */
  lines: number;
  /** Tests as their source has them: one with a table of inputs counts once. */
  tests: number;
  /** Recorded requests with their responses. */
  exchanges: number;
}

/** What differs from the chapter before. */
export interface Change {
  files: number;
  added: number;
  removed: number;
  /** Lines and tests more than the chapter before has. */
  lines: number;
  tests: number;
}

export interface Part {
  title: string;
  minutes: number;
  chapters: ChapterSummary[];
}

export interface Totals {
  chapters: number;
  minutes: number;
  notes: number;
  /** Of all chapters together. */
  exchanges: number;
}

/** The landing page's exchange, and the lines of code that serve it. */
export interface Opening {
  chapter: Pick<ChapterSummary, 'number' | 'slug' | 'title'>;
  request: string;
  response: string;
  code: { path: string; href: string; start: number; text: string };
}

export interface Diff {
  chapter: Pick<ChapterSummary, 'number' | 'slug' | 'title' | 'idea'>;
  before: Pick<ChapterSummary, 'number' | 'slug' | 'title'> | null;
  next: Pick<ChapterSummary, 'number' | 'slug' | 'title'> | null;
  added: number;
  removed: number;
  notes: number;
  patch: string;
  files: DiffFile[];
}

export interface DiffFile {
  path: string;
  anchor: string;
  status: 'added' | 'removed' | 'modified';
  added: number;
  removed: number;
  blocks: Block[];
}

/** Changed lines with their note and the next unchanged ones, or unchanged lines alone. */
export interface Block {
  kind: 'hunk' | 'context' | 'folded';
  note?: string;
  lines: Line[];
}

export interface Line {
  sign: '+' | '-' | ' ';
  /** Line numbers, counted from 1, where the line stands in that version. */
  before?: number;
  after?: number;
  tokens: Token[];
}

/** Text, or a kind (a class name's end) and text. */
export type Token = string | [kind: string, text: string];

export interface LessonLinks {
  name: string;
  /** By the address as the lesson has it: the address on the site. */
  links: Record<string, string>;
  /** By a fence's info and text, joined by a line break: the line of the file it starts at. */
  starts: Record<string, number>;
  /** By the same key: the lines of the fence that are new in this chapter, `1-3,5`. */
  fresh: Record<string, string>;
}

/** What a chapter's page has that its README has not. */
export interface LessonParts {
  name: string;
  slug: string;
  quiz: QuizQuestion[];
  warmUp: QuizQuestion[];
  /** By the exchange's name. */
  cards: Record<string, ExchangeCard>;
  exercises: { number: string; title: string }[];
  /** Whether the chapter, its bug and its exercises can be run in a page. */
  runs: boolean;
  verified: Verified;
}

export interface QuizQuestion {
  /** The chapter's slug and the question's id: `crud/put-or-patch`. */
  id: string;
  /** Text of questions, options and reasons: what stands in backticks is code. */
  text: string;
  options: { text: string; why: string }[];
  /** The option that is right, counted from 0. */
  right: number;
}

export interface ExchangeCard {
  /** The chapter's slug and the exchange's name: `crud/createPost`. */
  id: string;
  status: number;
  /** Statuses to choose from before the response is shown; the right one is among them. */
  guesses: number[];
  commands: { curl: string; powershell: string; fetch: string };
  /** What stands in a command for a value of another response. */
  variables: { variable: string; from: string; field: string }[];
}

/** What was checked of a lesson, and the last commit that changed its chapter. */
export interface Verified {
  snippets: number;
  exchanges: number;
  questions: number;
  answers: number;
  /** The major versions of Node.js on which the workflow proves every chapter. */
  nodes: number[];
  commit: string | null;
  date: string | null;
}

type Name = Pick<ChapterSummary, 'number' | 'slug' | 'title'>;

/** The files of a snapshot. */
export interface CodePage {
  chapter: Name;
  files: {
    path: string;
    anchor: string;
    text: string;
    /** Against the chapter before. */
    status: '' | 'new' | 'changed';
    places: Place[];
  }[];
}

/** Where a lesson shows lines of a file, and which they are in the snapshot. */
export interface Place extends Name {
  heading: string;
  hash: string;
  first: number;
  last: number;
}

/** Hints for the tests of a chapter: three rungs each. */
export interface HintsPage {
  chapter: Name;
  files: {
    path: string;
    anchor: string;
    tests: { title: string; line: number; rungs: string[] }[];
  }[];
}

/** A chapter to run in the page, or why it cannot and what it would answer. */
export interface RunPage {
  chapter: Name & Pick<ChapterSummary, 'name'>;
  /** Why it does not run here; null where it does. */
  reason: string | null;
  /** Of each file of the chapter, by its path: a hash of its text. */
  files: Record<string, string>;
  /** Paths of the files that are shown first. */
  open: string[];
  /** The variables of `requests.http`. */
  variables: Record<string, string>;
  requests: RunRequest[];
  tasks: RunTask[];
  /** Where it does not run: what was recorded, as HTTP messages. */
  recorded: {
    name: string;
    title: string;
    request: string;
    response: string;
  }[];
}

/** A request of `requests.http`, as it is written there: path, headers and body may hold `{{…}}`. */
export interface RunRequest {
  name: string;
  title: string;
  /** `bug`: it shows what the lesson's bug does. */
  on: 'here' | 'bug';
  method: string;
  path: string;
  /** `Name: value`, one a line. */
  headers: string;
  body: string;
}

/** The lesson's bug or an exercise. */
export interface RunTask {
  /** `bug` or `exercise-1`. */
  id: string;
  title: string;
  /** The task. */
  html: string;
  /** The anchor of its section in the lesson. */
  hash: string;
  /** What there is besides the chapter's files, or instead of them, by path. */
  files: Record<string, RunFile>;
  /** The test files that judge it; none: all of the chapter's. */
  only: string[];
}

export interface RunFile {
  text: string;
  /** A hash of the text. */
  hash: string;
}

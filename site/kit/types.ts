/** The data the pages are made of. All of it is derived from chapters/ by `derive.ts`; the pages receive it as JSON. */
export interface Site {
  chapters: ChapterSummary[];
  parts: Part[];
  totals: Totals;
  opening: Opening;
  diffs: Diff[];
  lessons: LessonLinks[];
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
}

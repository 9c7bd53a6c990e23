import {
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import {
  type Chapter,
  chapterBefore,
  findChapter,
  listChapters,
  root,
} from './chapters.ts';
import { UserError } from './user-error.ts';
import {
  commitAll,
  head,
  refuseMarkers,
  requireRepository,
} from './workspace/repository.ts';

const stateSchema = z.object({
  /** The kit's folder; empty in a folder that the site has exported and no kit has adopted yet. */
  kit: z.string(),
  /** The kit's version when the chapter was brought. */
  version: z.string(),
  /** Two digits. */
  chapter: z.string(),
  /** The commit "Start of chapter …"; null between bringing a chapter and committing it. */
  start: z.string().nullable(),
  /** What the kit brought, as objects in the repository: at the start of the chapter, and with the last update. */
  brought: z.object({ atStart: z.string(), now: z.string() }).optional(),
  /** By chapter: how many tests passed, and on which code. */
  verified: z.record(
    z.string(),
    z.object({ tests: z.number(), code: z.string() }),
  ),
  /** By chapter and test title: the last rung shown. */
  hints: z.record(z.string(), z.record(z.string(), z.number())),
});

/** What `.ground-up.json` remembers. */
export type State = z.output<typeof stateSchema>;

export interface Workspace {
  /** Absolute. */
  dir: string;
  state: State;
  chapter: Chapter;
  before: Chapter | undefined;
  chapters: Chapter[];
}

export const stateFile = '.ground-up.json';

/** The state of a workspace that begins `chapter`. */
export function newState(chapter: string): State {
  return {
    kit: kitFolder(),
    version: kitVersion(),
    chapter,
    start: null,
    verified: {},
    hints: {},
  };
}

export function kitVersion(): string {
  const file = join(root, 'shared', 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string })
    .version;
}

/** The text of `.ground-up.json`. */
export function stateText(state: State): string {
  return `${JSON.stringify(state, undefined, 2)}\n`;
}

export function saveState({ dir, state }: Workspace): void {
  const file = join(dir, stateFile);
  writeFileSync(`${file}.new`, stateText(state));
  renameSync(`${file}.new`, file);
}

/** The folder for what a command leaves behind for the next one; made when it is missing. */
export function scratchFolder(dir: string): string {
  const folder = join(dir, '.ground-up');
  mkdirSync(folder, { recursive: true });
  return folder;
}

/**
 * The workspace around the folder `from`. Throws a UserError when there is none, when `.ground-up.json` is broken,
 * or when it was made by another kit.
 */
export function openWorkspace(from = process.cwd()): Workspace {
  const dir = findWorkspace(from);
  const state = readState(join(dir, stateFile));
  requireThisKit(state);

  const chapters = listChapters();
  const chapter = findChapter(chapters, state.chapter);
  const before = chapterBefore(chapters, chapter);
  const workspace = { dir, state, chapter, before, chapters };
  if (state.start === null) finishStart(workspace);
  return workspace;
}

/** Commits what was brought for a chapter, when a conflict or an interruption kept `next` from it. */
export function finishStart(workspace: Workspace): void {
  const { dir, state, chapter } = workspace;
  requireRepository(dir);
  refuseMarkers(dir, 'npm run check');

  const { number, manifest } = chapter;
  commitAll(dir, `Start of chapter ${number}: ${manifest.title}`);
  state.start = head(dir);
  saveState(workspace);
}

/** Whether the folder `from` is in a workspace. */
export function isInWorkspace(from = process.cwd()): boolean {
  if (existsSync(join(from, stateFile))) return true;
  return dirname(from) !== from && isInWorkspace(dirname(from));
}

/** The folder of the workspace around `from`. Throws a UserError when there is none. */
export function findWorkspace(from: string): string {
  if (existsSync(join(from, stateFile))) return from;
  if (dirname(from) !== from) return findWorkspace(dirname(from));
  throw new UserError(
    'This is not a workspace. Go into one, or make one in the kit: npx ground-up start 02 ../my-api',
  );
}

/** What `file` remembers. Throws a UserError when it is broken. */
export function readState(file: string): State {
  const result = stateSchema.safeParse(parse(readFileSync(file, 'utf8')));
  if (result.success) return result.data;
  throw new UserError(
    `${file} is broken. Make a new workspace with start, and copy your src/ into it.`,
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function requireThisKit({ kit }: State): void {
  if (kit === '') {
    throw new UserError(
      'This folder comes from the site. Make it a workspace first, with check.',
    );
  }
  if (!existsSync(kit)) {
    throw new UserError(
      `The kit is not in ${kit} any more. Put its new folder into "kit" of ${stateFile}, or make a new workspace with start.`,
    );
  }
  if (realpathSync(kit) !== kitFolder()) {
    throw new UserError(
      `This workspace belongs to the kit in ${kit}. Use its own scripts, such as npm run check.`,
    );
  }
}

/** The kit's folder without links and without a slash at the end. */
function kitFolder(): string {
  return realpathSync(root);
}

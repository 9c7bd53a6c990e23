import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { UserError } from './user-error.ts';

/** The repository's root folder, absolute. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

const manifestSchema = z.strictObject({
  title: z.string().min(1),
  part: z.string().min(1),
  idea: z.string().min(1),
  kind: z.enum(['behaviour', 'refactor', 'tests']),
  minutes: z.number().int().positive(),
  tab: z.union([z.literal(true), z.string().min(1)], {
    error: 'must be true, or say in a word why it cannot run in a page.',
  }),
  concepts: z.array(z.string()),
  features: z.array(z.string()),
  changes: z.record(
    z.string(),
    z.union([z.string(), z.record(z.string(), z.string())]),
  ),
  breaks: z.array(
    z.strictObject({ test: z.string().min(1), reason: z.string().min(1) }),
  ),
  mutants: z
    .array(
      z.strictObject({
        name: z.string(),
        file: z.string(),
        find: z.string(),
        replace: z.string(),
        test: z.string(),
      }),
    )
    .optional(),
});

/** What a chapter says about itself in `chapter.json`. */
export type Manifest = z.output<typeof manifestSchema>;

export interface Chapter {
  /** Two digits: `02`. */
  number: string;
  slug: string;
  /** The folder's name: `02-crud`. */
  name: string;
  /** Absolute. */
  dir: string;
  manifest: Manifest;
}

/** A snapshot's code: paths relative to the chapter, with `/`, in order, and their texts. */
export type Files = Map<string, string>;

/** What belongs to a lesson and not to the code that a student runs. */
const lessonFiles = new Set([
  'README.md',
  'chapter.json',
  'requests.http',
  'responses.json',
  'quiz.yml',
  'hints.yml',
]);

const ignoredAnywhere = new Set(['node_modules', '.git']);
const ignoredOutside = new Set(['browser', 'exercises', 'coverage']);

/** All chapters below `folder`, in order. Throws a UserError for a manifest that is not valid. */
export function listChapters(folder = join(root, 'chapters')): Chapter[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^\d\d-/.test(entry.name))
    .map(({ name }) => readChapter(join(folder, name)))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** The chapter whose folder is `dir`. Throws a UserError for a manifest that is not valid. */
export function readChapter(dir: string): Chapter {
  const name = dir.split(sep).at(-1) ?? '';
  return {
    number: name.slice(0, 2),
    slug: name.slice(3),
    name,
    dir,
    manifest: readManifest(join(dir, 'chapter.json')),
  };
}

/** The chapter called `wanted`: `2`, `02`, `crud` or `02-crud`. Throws a UserError that lists what there is. */
export function findChapter(chapters: Chapter[], wanted: string): Chapter {
  const found = chapters.find(({ number, slug, name }) =>
    [number, String(Number(number)), slug, name].includes(wanted),
  );
  if (found) return found;

  const names = chapters.map(({ name }) => name).join(', ');
  throw new UserError(`There is no chapter "${wanted}". There are: ${names}.`);
}

/** The chapter before `chapter`, if it is not the first. */
export function chapterBefore(chapters: Chapter[], { name }: Chapter) {
  return chapters[chapters.findIndex((chapter) => chapter.name === name) - 1];
}

/** The code of the snapshot in `dir`: src/, tests/, package.json and other settings, with LF, without the lesson. */
export function readCode(dir: string): Files {
  const files = listFiles(dir);
  return new Map(files.map((path) => [path, readText(join(dir, path))]));
}

/** Whether the file at `path` of a chapter is code: `readCode` reads it. */
export function isCode(path: string): boolean {
  return (
    !lessonFiles.has(path) &&
    !isIgnored(path.split('/')) &&
    !path.endsWith('.env') &&
    !path.endsWith('.sqlite')
  );
}

/** A file's text with LF: an editor on Windows may have put CRLF. */
export function readText(file: string): string {
  return readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
}

/** What a JSON file holds. Throws a UserError that says what is wrong in the file called `where`. */
export function readJson(file: string, where: string): unknown {
  return parseJson(readText(file), where);
}

/** What the JSON `text` holds. Throws a UserError that says what is wrong in the file called `where`. */
export function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = (error as Error).message.replaceAll(/\s+/g, ' ');
    throw new UserError(`${where} is not JSON: ${why}. Mend it there.`);
  }
}

/** Never looks into a folder that is ignored: what a running test writes there may be gone in a moment. */
function listFiles(dir: string, below = ''): string[] {
  return readdirSync(join(dir, below), { withFileTypes: true })
    .flatMap((entry) => {
      const path = below + entry.name;
      if (!isCode(path)) return [];
      if (entry.isDirectory()) return listFiles(dir, `${path}/`);
      return statSync(join(dir, path)).isFile() ? [path] : [];
    })
    .sort();
}

function isIgnored(parts: string[]): boolean {
  return (
    ignoredOutside.has(parts[0] ?? '') ||
    parts.some((part) => ignoredAnywhere.has(part))
  );
}

function readManifest(file: string): Manifest {
  const where = `chapters/${basename(dirname(file))}/chapter.json`;
  if (!existsSync(file)) throw new UserError(`${where} is missing. Add it.`);

  const result = manifestSchema.safeParse(readJson(file, where));
  if (result.success) return result.data;

  const { path, message } = result.error.issues[0] ?? { path: [], message: '' };
  const place = [where, ...(path.length > 0 ? [path.join('.')] : [])];
  throw new UserError(`${place.join(': ')}: ${message}. Mend it there.`);
}

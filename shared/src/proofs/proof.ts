import { type Chapter } from '../chapters.ts';
import type { Kit } from '../kit.ts';
import { UserError } from '../user-error.ts';

/** Something that is not true (any more) of a chapter. */
export interface Problem {
  /** The chapter's name: `02-crud`. */
  chapter: string;
  /** `chapters/02-crud/README.md:12: what is wrong. What to do.` */
  message: string;
}

export interface Proof {
  name: string;
  /** What it proves, in a sentence. */
  about: string;
  /** The problems of `chapters`, which are some or all of the kit's. */
  run(kit: Kit, chapters: Chapter[]): Promise<Problem[]>;
}

/** A problem of a chapter's file: where (a line from 1, or none), what is wrong and what to do. */
export function problem(
  { name }: Chapter,
  path: string,
  line: number | undefined,
  message: string,
  remedy: string,
): Problem {
  const where = `chapters/${name}/${path}${line === undefined ? '' : `:${line}`}`;
  return { chapter: name, message: `${where}: ${message} ${remedy}` };
}

/** What `find` finds; an Error thrown on the way is a problem of the chapter as well. */
export async function attempt(
  chapter: Chapter,
  find: () => Problem[] | Promise<Problem[]>,
): Promise<Problem[]> {
  try {
    return await find();
  } catch (error) {
    return [{ chapter: chapter.name, message: saidBy(error, chapter) }];
  }
}

function saidBy(error: unknown, { name }: Chapter): string {
  if (error instanceof UserError) return error.message;

  const [first = ''] = String(error).split('\n');
  return `chapters/${name}: cannot be looked at: ${first.replace(/\.$/, '')}. Mend what it holds.`;
}

/** A proof that looks at one chapter after the other. */
export function eachChapter(
  name: string,
  about: string,
  ...finders: ((kit: Kit, chapter: Chapter) => Problem[] | Promise<Problem[]>)[]
): Proof {
  return {
    name,
    about,
    run: async (kit, chapters) => {
      const found: Problem[] = [];
      for (const chapter of chapters) {
        for (const find of finders)
          found.push(...(await attempt(chapter, () => find(kit, chapter))));
      }
      return found.filter(
        ({ message }, index) =>
          found.findIndex((other) => other.message === message) === index,
      );
    },
  };
}

import { join } from 'node:path';
import { groups, help } from '../../shared/bin/commands.js';
import {
  type Chapter,
  readCode,
  readJson,
  root,
} from '../../shared/src/chapters.ts';
import {
  type Kit,
  readGlossary,
  readLessonFile,
} from '../../shared/src/kit.ts';
import { highlight } from './highlight.ts';
import { readTables, toInline } from './inline.ts';
import type { Inline } from './inline-text.ts';
import type { LessonLinks, Token } from './types.ts';

export interface CommandReference {
  /** The text of `--help`. */
  help: string;
  groups: { title: string; anchor: string; commands: Command[] }[];
}

export interface Command {
  name: string;
  usage: string;
  about: string;
  /** `npm start`, where package.json has a shorter way to call it. */
  short: string | null;
  /** The slugs of chapters whose lesson calls it. */
  used: string[];
}

export interface SettingsReference {
  /** The chapter whose settings these are, the newest. */
  chapter: string;
  settings: Setting[];
  /** What code looks at and nobody sets in .env: NODE_ENV. */
  others: { name: string; about: Inline[]; from: string }[];
}

export interface Setting {
  name: string;
  about: Inline[];
  /** A command that makes a good value. */
  command: string | null;
  /** Empty where there is none. */
  value: string;
  /** The slug of the first chapter whose code reads it. */
  from: string;
  /** Its line or lines of the schema that checks it. */
  rule: Token[][];
}

/** Rows of two or three cells, by chapter. */
export interface RowsOfChapter {
  slug: string;
  rows: Inline[][][];
}

/** The command line, with the chapters that call each command. */
export function deriveCommands(kit: Kit): CommandReference {
  const lessons = readLessons(kit);
  const { scripts } = readJson(join(root, 'package.json'), 'package.json') as {
    scripts: Record<string, string>;
  };

  const shortFor = (name: string) => {
    const [script] =
      Object.entries(scripts).find(
        ([, text]) => text === `node shared/bin/ground-up.js ${name}`,
      ) ?? [];
    if (!script) return null;
    return ['start', 'test'].includes(script)
      ? `npm ${script}`
      : `npm run ${script}`;
  };

  return {
    help: help(),
    groups: groups.map(({ title, commands }) => ({
      title,
      anchor: anchorOf(title),
      commands: commands.map(({ name, usage, about }) => {
        const short = shortFor(name);
        const calls = [`ground-up ${name}`, ...(short ? [short] : [])];
        const pattern = new RegExp(`(?:${calls.join('|')})(?![\\w-])`);
        const used = lessons.filter(({ text }) => pattern.test(text));
        return { name, usage, about, short, used: used.map(slugOf) };
      }),
    })),
  };
}

/** The settings of the newest chapter: what they are for, their default, the chapter that brought each. */
export function deriveSettings(kit: Kit): SettingsReference {
  const newest = kit.chapters.at(-1);
  const code = newest ? readCode(newest.dir) : new Map<string, string>();
  const example = code.get('.env.example') ?? '';
  const schema = code.get('src/settings.ts') ?? '';
  const settings = [...example.matchAll(/^((?:# .*\n)*)([A-Z_]+)=(.*)$/gm)].map(
    ([, comment = '', name = '', value = '']) => {
      const lines = comment.split('\n').map((line) => line.replace(/^# ?/, ''));
      const isCommand = (line: string) => /^(node|npm|npx) /.test(line);
      const prose = lines.filter((line) => !isCommand(line)).join(' ');
      return {
        name,
        about: toInline(prose.trim()),
        command: lines.find(isCommand) ?? null,
        value,
        from: firstToRead(kit, name),
        rule: ruleOf(schema, name),
      };
    },
  );

  const glossary = readGlossary(kit);
  const read = [...code]
    .filter(([path]) => path.startsWith('src/'))
    .flatMap(([, text]) => [...text.matchAll(/\benv(?:\.|\[')([A-Z_]+)/g)])
    .map(([, name = '']) => name);
  const others = [...new Set(read)]
    .filter((name) => settings.every((setting) => setting.name !== name))
    .map((name) => {
      const id = name.toLowerCase().replaceAll('_', '-');
      const about = toInline(glossary[id]?.definition ?? '');
      return { name, about, from: firstToRead(kit, name) };
    });

  return { chapter: newest?.slug ?? '', settings, others };
}

/** The rows of each lesson's table of common errors: what one sees, why, what to do. */
export function deriveErrors(kit: Kit, lessons: LessonLinks[]) {
  return rowsOf(kit, lessons, ({ section }) => section === 'Common errors');
}

/** The rows of each lesson's box for those who come from Python: there, and here. */
export function derivePython(kit: Kit, lessons: LessonLinks[]) {
  return rowsOf(kit, lessons, ({ box }) => box === 'Coming from Python');
}

function rowsOf(
  kit: Kit,
  lessons: LessonLinks[],
  isMeant: (row: ReturnType<typeof readTables>[number]) => boolean,
): RowsOfChapter[] {
  return readLessons(kit)
    .map(({ chapter, text }) => {
      const links = lessons.find(({ name }) => name === chapter.name)?.links;
      const addressOf = (url: string) =>
        links?.[url] ??
        url
          .replace(/^\.\.\/\d\d-([^/]+)\/README\.md/, '/learn/$1')
          .replace(/^#/, `/learn/${chapter.slug}#`);
      const rows = readTables(text, addressOf).filter(isMeant);
      return { slug: chapter.slug, rows: rows.map(({ cells }) => cells) };
    })
    .filter(({ rows }) => rows.length > 0);
}

function readLessons(kit: Kit) {
  return kit.chapters.map((chapter) => ({
    chapter,
    text: readLessonFile(kit, chapter, 'README.md'),
  }));
}

function slugOf({ chapter }: { chapter: Chapter }): string {
  return chapter.slug;
}

/** The slug of the first chapter whose code names the variable. */
function firstToRead({ chapters }: Kit, name: string): string {
  const pattern = new RegExp(`\\b${name}\\b`);
  const first = chapters.find(({ dir }) =>
    [...readCode(dir)].some(
      ([path, text]) =>
        (path.startsWith('src/') || path === '.env.example') &&
        pattern.test(text),
    ),
  );
  return first?.slug ?? '';
}

/** The entry of a schema's object, as its file has it but without the indent. */
function ruleOf(source: string, name: string): Token[][] {
  const [, rule] =
    new RegExp(`^  ${name}: ([^]*?),\\n(?=  [A-Z_]+:|\\}\\))`, 'm').exec(
      source,
    ) ?? [];
  return rule ? highlight('rule.ts', rule.replaceAll('\n  ', '\n')) : [];
}

function anchorOf(title: string): string {
  return title.toLowerCase().replaceAll(/\W+/g, '-');
}

import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  type Chapter,
  findChapter,
  readCode,
  readText,
} from '../../shared/src/chapters.ts';
import { generate } from '../../shared/src/generate.ts';
import { type Kit, readGlossary } from '../../shared/src/kit.ts';
import {
  type Fence,
  quotedFile,
  readLesson,
  replaceParts,
} from '../../shared/src/lesson.ts';
import { UserError } from '../../shared/src/user-error.ts';
import { readProse } from './inline.ts';

/** The folder of the concepts, from the root of the repository. */
export const conceptFolder = 'site/docs/concepts';

/** A topic that has a page of its own. */
export interface Concept {
  slug: string;
  title: string;
  /** Its first paragraph. */
  idea: string;
  /** Terms of the glossary. */
  terms: { id: string; term: string }[];
  /** The slugs of the chapters that teach one of them. */
  taught: string[];
}

/** The concepts, by title. Throws a UserError for one that names no term of the glossary. */
export function deriveConcepts(kit: Kit): Concept[] {
  const glossary = readGlossary(kit);

  return listConcepts(kit)
    .map((slug) => {
      const text = readText(join(kit.root, conceptFolder, `${slug}.md`));
      const { title } = readLesson(text);
      const ids = termsOf(text);
      const strange = ids.find((id) => !glossary[id]);
      if (ids.length === 0 || strange !== undefined)
        throw new UserError(
          `${conceptFolder}/${slug}.md: ${strange ?? 'nothing'} is no term of site/glossary.yml. Name some in its first line: <!-- terms: http request -->`,
        );

      const [, idea = ''] = readProse(text);
      const terms = ids.map((id) => ({ id, term: glossary[id]?.term ?? id }));
      const taught = kit.chapters
        .filter(({ manifest }) =>
          ids.some((id) => manifest.concepts.includes(id)),
        )
        .map((chapter) => chapter.slug);
      return { slug, title, idea, terms, taught };
    })
    .sort((a, b) => a.title.localeCompare(b.title, 'en'));
}

/** The names of the concepts' files, without their ending. */
export function listConcepts({ root }: Kit): string[] {
  return readdirSync(join(root, conceptFolder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => basename(name, '.md'))
    .sort();
}

/**
 * The text of a concept with its exchanges and calls as they were recorded, and with the line of its file behind each
 * quoted path: `ts errors/src/app.ts:12`. Throws a UserError for code that does not stand in a chapter, naming the line.
 */
export function fillConcept(kit: Kit, file: string, text: string): string {
  const lines = text.split('\n');
  for (const fence of readLesson(text).fences) {
    if (fence.info === 'mermaid') continue;
    const start = findQuoted(kit, file, fence);
    lines[fence.line - 1] += `:${start}`;
  }

  return replaceParts(lines.join('\n'), (name) => {
    const [kind = '', reference = '', ...words] = name.split(' ');
    if (kind === 'token-reader') return '';

    const [slug = '', exchange = ''] = reference.split('/');
    const chapter = chapterOf(kit, file, slug);
    const part = generate(kit, chapter, [kind, exchange, ...words].join(' '));
    // A call names its chapters itself.
    return kind === 'browser'
      ? part
      : `*Recorded in ${linkTo(chapter)}.*\n\n${part}`;
  });
}

/** Where a concept is taught, and the words it goes with: the end of its page. */
export function endOfConcept(
  kit: Kit,
  { taught, terms }: Pick<Concept, 'taught' | 'terms'>,
): string {
  const chapters = taught.map(
    (slug) => `- ${linkTo(findChapter(kit.chapters, slug))}`,
  );
  const words = terms.map(({ id, term }) => `[${term}](/glossary#${id})`);
  return `\n## Where it is taught\n\n${chapters.join('\n')}\n\nWords: ${words.join(', ')}.\n\n[All concepts](/concepts)\n`;
}

/** The line of the quoted file at which a fence `ts errors/src/app.ts` starts. */
function findQuoted(kit: Kit, file: string, fence: Fence): number {
  const quoted = quotedFile(fence.info);
  const [, slug = '', path = ''] = /^([\w-]+)\/(.+)$/.exec(quoted ?? '') ?? [];
  const where = `${file}:${fence.line}`;
  if (!path)
    throw new UserError(
      `${where}: a code block of the kind "${fence.info}" proves nothing. Use ts chapter/path (or js, json, yaml, docker), or show an exchange.`,
    );

  const chapter = chapterOf(kit, where, slug);
  const source = readCode(chapter.dir).get(path);
  const at = `\n${source}`.indexOf(`\n${fence.text}\n`);
  if (source === undefined || at < 0)
    throw new UserError(
      `${where}: this code block does not stand in chapters/${chapter.name}/${path}. Copy the lines from the file as they are.`,
    );
  return source.slice(0, at).split('\n').length;
}

/** A concept names a chapter by its slug alone: numbers may change. */
function chapterOf({ chapters }: Kit, where: string, wanted: string): Chapter {
  const found = chapters.find(({ slug }) => slug === wanted);
  if (found) return found;

  const slugs = chapters.map(({ slug }) => slug).join(', ');
  throw new UserError(
    `${where}: There is no chapter "${wanted}". There are: ${slugs}.`,
  );
}

function termsOf(text: string): string[] {
  const [, ids = ''] = /^<!-- terms: (.+) -->\n/.exec(text) ?? [];
  return ids.split(/,?\s+/).filter(Boolean);
}

function linkTo({ number, slug, manifest }: Chapter): string {
  return `[${number} ${manifest.title}](/learn/${slug})`;
}

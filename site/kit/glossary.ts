import {
  type Kit,
  readGlossary,
  readLessonFile,
} from '../../shared/src/kit.ts';
import { replaceParts } from '../../shared/src/lesson.ts';
import { readProse, toInline } from './inline.ts';
import type { Inline } from './inline-text.ts';

export interface GlossaryEntry {
  /** Its anchor: `/glossary#jwt`. */
  id: string;
  term: string;
  definition: Inline[];
  /** The slugs of the chapters that teach it, and of the other chapters whose prose names it. */
  taught: string[];
  used: string[];
}

export interface Glossary {
  total: number;
  letters: { letter: string; anchor: string; entries: GlossaryEntry[] }[];
}

/** Every term of the glossary by its letter, with the chapters that teach it and those that use it. */
export function deriveGlossary(kit: Kit): Glossary {
  const entries = readEntries(kit);
  const letters = [...new Set(entries.map(({ term }) => letterOf(term)))];

  return {
    total: entries.length,
    letters: letters.map((letter) => ({
      letter,
      anchor: /\p{L}/u.test(letter)
        ? `letter-${letter.toLowerCase()}`
        : 'figures',
      entries: entries.filter(({ term }) => letterOf(term) === letter),
    })),
  };
}

function readEntries(kit: Kit): GlossaryEntry[] {
  const prose = kit.chapters.map((chapter) => {
    const lesson = readLessonFile(kit, chapter, 'README.md');
    return readProse(replaceParts(lesson, () => '')).join('\n');
  });

  return Object.entries(readGlossary(kit))
    .map(([id, { term, definition }]) => {
      const taught = kit.chapters.filter(({ manifest }) =>
        manifest.concepts.includes(id),
      );
      const pattern = patternOf(term);
      const used = kit.chapters.filter(
        (chapter, index) =>
          !taught.includes(chapter) && pattern.test(prose[index] ?? ''),
      );
      return {
        id,
        term,
        definition: toInline(definition),
        taught: taught.map(({ slug }) => slug),
        used: used.map(({ slug }) => slug),
      };
    })
    .sort((a, b) => sortKey(a.term).localeCompare(sortKey(b.term), 'en'));
}

/** The letter under which a term stands, `0–9` for a figure. */
function letterOf(term: string): string {
  const first = sortKey(term).charAt(0).toUpperCase();
  return /\d/.test(first) ? '0–9' : first;
}

function sortKey(term: string): string {
  return term.replace(/^[^\p{L}\p{N}]+/u, '');
}

/**
 * Finds a term in prose: in the singular or plural. Small and capital letters count where the term is no ordinary
 * word, as in PATCH. A term of two names, as in "LIKE and CONTAINS", is named by either.
 */
export function patternOf(term: string): RegExp {
  const bare = term.replace(/ \(.*\)$/, '');
  const parts = bare.split(/, | and /);
  const isList = parts.every((part) => /^\p{Lu}/u.test(part));
  const forms = (isList ? parts : [bare]).map((form) => {
    const escaped = form.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const isName = /\p{Lu}/u.test(form.slice(1)) || !/^\p{Lu}/u.test(form);
    const first = escaped.charAt(0);
    const any = isName
      ? escaped
      : `[${first}${first.toLowerCase()}]${escaped.slice(1)}`;
    return /[a-z]y$/.test(any)
      ? `${any.slice(0, -1)}(?:y|ies)`
      : `${any}(?:e?s)?`;
  });

  return new RegExp(
    `(?<![\\p{L}\\p{N}_])(?:${forms.join('|')})(?![\\p{L}\\p{N}_]|\\.\\w)`,
    'u',
  );
}

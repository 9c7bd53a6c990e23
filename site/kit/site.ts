import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Chapter,
  chapterBefore,
  readCode,
} from '../../shared/src/chapters.ts';
import { diffChapters, type FileChange } from '../../shared/src/diff.ts';
import { type Kit, readRecorded } from '../../shared/src/kit.ts';
import { toPatch } from '../../shared/src/patch.ts';
import { toCodePage, toHintsPage } from './code-page.ts';
import { countNotes, toDiffFile } from './diff-page.ts';
import { linksOfLesson } from './lesson-links.ts';
import { partsOfLesson } from './lesson-parts.ts';
import { toRunPage } from './run-page.ts';
import { deriveLookUp } from './lookup.ts';
import { deriveTeach, filesForTeachers } from './teach.ts';
import { chooseOpening } from './opening.ts';
import type {
  Change,
  ChapterSummary,
  Diff,
  Part,
  Site,
  Size,
} from './types.ts';

/**
 * Everything the pages show, derived from the chapters of `kit`. `repository` is the address of the repository on its
 * host, without a final slash; without one, files that are linked are published with the site.
 */
export function deriveSite(kit: Kit, repository: string | null): Site {
  const published: Record<string, string> = {};
  const addressOf = (path: string) => {
    if (repository) return `${repository}/blob/main/${path}`;

    const address = `files/${path}.txt`;
    published[address] = readFileSync(join(kit.root, path), 'utf8');
    return `file:${address}`;
  };

  const changes = new Map<string, FileChange[]>(
    kit.chapters.map((chapter) => [
      chapter.name,
      diffChapters(chapterBefore(kit.chapters, chapter), chapter),
    ]),
  );
  const changed = new Map(
    [...changes].map(([name, files]) => [
      name,
      new Set(files.map(({ path }) => path)),
    ]),
  );
  const chapters = summarise(kit, changes);
  const lessonParts = kit.chapters.map((chapter) =>
    partsOfLesson(kit, chapter),
  );
  const lessons = kit.chapters.map((chapter) =>
    linksOfLesson(kit, chapter, changes, addressOf),
  );
  for (const { name, dir } of kit.chapters)
    published[`code/${name}.json`] = JSON.stringify(
      Object.fromEntries(readCode(dir)),
    );

  return {
    chapters,
    parts: toParts(chapters),
    totals: {
      chapters: chapters.length,
      minutes: sum(chapters.map(({ minutes }) => minutes)),
      notes: sum(kit.chapters.map(countNotes)),
      exchanges: sum(chapters.map(({ size }) => size.exchanges)),
    },
    opening: chooseOpening(kit, changed),
    diffs: kit.chapters.map((chapter) => {
      const files = changes.get(chapter.name) ?? [];
      const patch = `patches/${chapter.name}.patch`;
      published[patch] = toPatch(files);
      return toDiff(kit, chapter, files, patch);
    }),
    lessons,
    lookup: deriveLookUp(kit, lessons, lessonParts, addressOf),
    codePages: kit.chapters.map((chapter) => toCodePage(kit, chapter)),
    hintsPages: kit.chapters.map((chapter) => toHintsPage(kit, chapter)),
    runPages: kit.chapters.map((chapter) =>
      toRunPage(kit, chapter, [...(changed.get(chapter.name) ?? [])]),
    ),
    lessonParts,
    project: {
      readme: addressOf('README.md'),
      contributing: addressOf('CONTRIBUTING.md'),
      home: repository,
    },
    teach: deriveTeach(kit),
    published: { ...published, ...filesForTeachers(kit) },
  };
}

function summarise(
  kit: Kit,
  changes: Map<string, FileChange[]>,
): ChapterSummary[] {
  const sizes = kit.chapters.map(measure);

  return kit.chapters.map((chapter, index) => {
    const { number, slug, name, manifest } = chapter;
    const { title, part, idea, minutes } = manifest;
    const size = sizes[index] ?? measure(chapter);
    return {
      ...{ number, slug, name, title, part, idea, minutes, size },
      change: toChange(changes.get(name) ?? [], size, sizes[index - 1]),
    };
  });
}

function measure(chapter: Chapter): Size {
  const code = [...readCode(chapter.dir)];
  const count = (start: string, pattern: RegExp) =>
    sum(
      code
        .filter(([path]) => path.startsWith(start))
        .map(([, text]) => text.match(pattern)?.length ?? 0),
    );

  return {
    lines: count('src/', /^.*\S.*$/gm),
    tests: count('tests/', /^\s*(?:test|it)(?:\.(?:for|each))?\(/gm),
    exchanges: Object.keys(readRecorded(chapter)).length,
  };
}

function toChange(
  files: FileChange[],
  size: Size,
  before: Size | undefined,
): Change {
  const hunks = files.flatMap((file) => file.hunks);
  return {
    files: files.length,
    added: sum(hunks.map(({ afterLines }) => afterLines.length)),
    removed: sum(hunks.map(({ beforeLines }) => beforeLines.length)),
    lines: size.lines - (before?.lines ?? 0),
    tests: size.tests - (before?.tests ?? 0),
  };
}

function toParts(chapters: ChapterSummary[]): Part[] {
  const titles = [...new Set(chapters.map(({ part }) => part))];
  return titles.map((title) => {
    const own = chapters.filter(({ part }) => part === title);
    return {
      title,
      minutes: sum(own.map(({ minutes }) => minutes)),
      chapters: own,
    };
  });
}

function toDiff(
  { chapters }: Kit,
  chapter: Chapter,
  changes: FileChange[],
  patch: string,
): Diff {
  const files = changes.map(toDiffFile);
  const next = chapters[chapters.indexOf(chapter) + 1];
  const before = chapterBefore(chapters, chapter);

  return {
    chapter: { ...nameOf(chapter), idea: chapter.manifest.idea },
    before: before ? nameOf(before) : null,
    next: next ? nameOf(next) : null,
    added: sum(files.map(({ added }) => added)),
    removed: sum(files.map(({ removed }) => removed)),
    notes: countNotes(chapter),
    patch,
    files,
  };
}

function nameOf({ number, slug, manifest }: Chapter) {
  return { number, slug, title: manifest.title };
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

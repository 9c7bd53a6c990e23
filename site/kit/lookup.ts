import type { Kit } from '../../shared/src/kit.ts';
import { type Concept, deriveConcepts } from './concepts.ts';
import { deriveGlossary, type Glossary } from './glossary.ts';
import type { AddressOf } from './lesson-links.ts';
import { derivePlainLessons, type PlainLesson } from './llms.ts';
import {
  type Decision,
  deriveDecisions,
  deriveMarkdownPages,
  type MarkdownPage,
} from './markdown-pages.ts';
import { deriveMatrix, type Matrix } from './matrix.ts';
import { deriveProved, type Proved } from './proved.ts';
import {
  type CommandReference,
  deriveCommands,
  deriveErrors,
  derivePython,
  deriveSettings,
  type RowsOfChapter,
  type SettingsReference,
} from './reference.ts';
import type { LessonLinks, LessonParts } from './types.ts';

/** What the look-up pages show. */
export interface LookUp {
  concepts: Concept[];
  glossary: Glossary;
  commands: CommandReference;
  settings: SettingsReference;
  errors: RowsOfChapter[];
  matrix: Matrix;
  proved: Proved;
  python: RowsOfChapter[];
  decisions: Decision[];
  markdown: MarkdownPage[];
  plain: PlainLesson[];
}

/** The data of every look-up page, derived from the chapters and the kit's own files. */
export function deriveLookUp(
  kit: Kit,
  lessons: LessonLinks[],
  lessonParts: LessonParts[],
  addressOf: AddressOf,
): LookUp {
  return {
    concepts: deriveConcepts(kit),
    glossary: deriveGlossary(kit),
    commands: deriveCommands(kit),
    settings: deriveSettings(kit),
    errors: deriveErrors(kit, lessons),
    matrix: deriveMatrix(kit),
    proved: deriveProved(kit, lessonParts),
    python: derivePython(kit, lessons),
    decisions: deriveDecisions(kit),
    markdown: deriveMarkdownPages(kit, addressOf),
    plain: derivePlainLessons(kit, lessons),
  };
}

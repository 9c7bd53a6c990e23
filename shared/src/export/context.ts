import { type Chapter, chapterBefore } from '../chapters.ts';
import { diffChapters, type FileChange } from '../diff.ts';
import { git } from '../git.ts';
import { type Kit, readLessonFile } from '../kit.ts';
import { toPatch } from '../patch.ts';
import type { Workspace } from '../workspace.ts';
import { readPaths, testsOf } from '../workspace/files.ts';
import type { Verdict } from '../workspace/tests.ts';

/** The work of a student on the chapter. */
export interface Work {
  workspace: Workspace;
  verdict: Verdict;
}

/**
 * What a tutor that reads Markdown has to know to help with `chapter`: the lesson, the chapter's change, and of a
 * student's `work` the tests that fail and the code so far. The chapter's code is withheld unless `isVerified`.
 */
export function toContext(
  kit: Kit,
  chapter: Chapter,
  { isVerified, work }: { isVerified: boolean; work?: Work },
): string {
  const { number, manifest } = chapter;
  const lesson = readLessonFile(kit, chapter, 'README.md');
  const changes = diffChapters(chapterBefore(kit.chapters, chapter), chapter);
  const parts = [
    `# Chapter ${number}: ${manifest.title}`,
    isVerified ? verified : open,
    ...(work ? [...failuresOf(work), ...codeOf(work)] : []),
    '## What the chapter changes',
    changes.map(isVerified ? lineOf : lineOfFile).join('\n'),
    ...(isVerified ? [fence('diff', toPatch(changes))] : []),
    '## The lesson',
    lower(isVerified ? lesson : withholdCode(lesson)),
  ];
  return `${parts.join('\n\n').trimEnd()}\n`;
}

const open = `For the tutor: a student builds this chapter and wants to find its code alone. Ask before you explain, give one hint at a time, and point at a test, a line of their code or a section of the lesson. Do not write the solution. It is withheld here until the chapter's tests pass.`;

const verified = `For the tutor: the student's code has passed this chapter's tests, so the chapter's own code is below. Compare the two: what differs, and what each way costs.`;

function failuresOf({ workspace, verdict }: Work): string[] {
  const { passed, failures } = verdict;
  if (failures.length === 0) return [`## The tests\n\nAll ${passed} pass.`];

  const files = [...new Set(failures.map(({ file }) => file))];
  const tests = testsOf(workspace.chapter);
  return [
    `## The tests that fail\n\n${passed} pass, these fail. The first is the first to mend.`,
    failures
      .map(({ title, file, message }) => `- ${title} (${file}): ${message}`)
      .join('\n'),
    ...files.map((file) => `${file}:\n\n${fence('ts', tests.get(file) ?? '')}`),
  ];
}

/** The student's change since the start of the chapter. */
function codeOf({ workspace: { dir, state } }: Work): string[] {
  if (!state.start) return [];
  const known = git(dir, 'diff', state.start, '--', 'src');
  const paths = git(dir, 'ls-files', '--others', '--exclude-standard', 'src');
  const fresh = readPaths(dir, paths.split('\n').filter(Boolean));
  const files = [...fresh].map(
    ([path, text]) => `${path}, a new file:\n\n${fence('ts', text)}`,
  );
  const change = known === '' ? [] : [fence('diff', known)];
  const all = [...change, ...files];
  return ["## The student's change so far", ...(all[0] ? all : ['None.'])];
}

function lineOf({ path, status, note, hunks }: FileChange): string {
  const notes = [note, ...hunks.map((hunk) => hunk.note)].filter(Boolean);
  return `- ${path} (${status}): ${notes.join(' ')}`;
}

function lineOfFile({ path, status }: FileChange): string {
  return `- ${path} (${status})`;
}

/** The lesson without code that the chapter brings: what stood before and the tests, which a student has, stay. */
function withholdCode(lesson: string): string {
  return lesson.replaceAll(
    /^(`{3,})(\w+) ([^\n]+)\n[^]*?^\1$/gm,
    (block, _ticks: string, _language: string, about: string) =>
      about.endsWith('@before') || about.startsWith('tests/')
        ? block
        : `(Withheld: ${about})`,
  );
}

/** A lesson is a chapter of the text: its headings go one level down, but not what looks like one in code. */
function lower(lesson: string): string {
  return lesson
    .split(/(^`{3,}[^]*?^`{3,}$)/m)
    .map((part) =>
      part.startsWith('```') ? part : part.replaceAll(/^#/gm, '##'),
    )
    .join('');
}

function fence(language: string, code: string): string {
  const ticks = [...code.matchAll(/`{3,}/g)].map(([run]) => run.length + 1);
  const mark = '`'.repeat(Math.max(3, ...ticks));
  return `${mark}${language}\n${code.trimEnd()}\n${mark}`;
}

import { type Chapter, chapterBefore } from '../chapters.ts';
import { diffChapters, type FileChange } from '../diff.ts';

/**
 * What to type in front of a class, as Markdown: chapter by chapter, hunk by hunk in the order of the manifest, each with
 * what to say about it. A line `---` stands between two steps, as slide tools expect it.
 */
export function toSlides(all: Chapter[], wanted: Chapter[]): string {
  return `${wanted.map((chapter) => slidesOf(all, chapter)).join('\n\n---\n\n')}\n`;
}

/** What a chapter changes, file by file, in the order of its manifest: that in which it is typed. */
export function changesInOrder(all: Chapter[], chapter: Chapter): FileChange[] {
  const order = Object.keys(chapter.manifest.changes);
  return diffChapters(chapterBefore(all, chapter), chapter).sort(
    (a, b) => order.indexOf(a.path) - order.indexOf(b.path),
  );
}

function slidesOf(all: Chapter[], chapter: Chapter): string {
  const { number, manifest } = chapter;
  const before = chapterBefore(all, chapter);
  const steps = changesInOrder(all, chapter).flatMap(stepsOf);
  const start = before
    ? `Begin with the code of chapter ${before.number}: \`npx ground-up start ${number} DIR\``
    : `Begin with an empty \`src/\`: \`npx ground-up start ${number} DIR\``;

  return [
    `# ${number} ${manifest.title}\n\n${manifest.idea}\n\n${start}`,
    ...steps,
    `## The tests are green\n\n\`npm run check\``,
  ].join('\n\n---\n\n');
}

function stepsOf({ path, note, status, after, hunks }: FileChange): string[] {
  if (status === 'removed')
    return [step(`${path}: delete it`, note, '', 'text')];
  if (status === 'added')
    return [step(`${path}: a new file`, note, after, languageOf(path))];

  return hunks.map((hunk) =>
    step(
      `${path}, line ${hunk.afterStart}`,
      hunk.note ?? (hunk.importsOnly ? 'Imports.' : undefined),
      [
        ...hunk.beforeLines.map((line) => `-${line}`),
        ...hunk.afterLines.map((line) => `+${line}`),
      ].join('\n'),
      'diff',
    ),
  );
}

function step(
  title: string,
  note: string | undefined,
  code: string,
  language: string,
): string {
  const fence = '`'.repeat(Math.max(3, ...runsOfTicks(code)));
  const block = code && `${fence}${language}\n${code.trimEnd()}\n${fence}`;

  return [`## ${title}`, note, block].filter(Boolean).join('\n\n');
}

/** How long a fence must be, at least, for each line of backticks in `code`. */
function runsOfTicks(code: string): number[] {
  return [...code.matchAll(/`{3,}/g)].map(([ticks]) => ticks.length + 1);
}

function languageOf(path: string): string {
  return /\.(\w+)$/.exec(path)?.[1] ?? 'text';
}

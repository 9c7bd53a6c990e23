import {
  type Chapter,
  chapterBefore,
  type Files,
  readCode,
} from '../chapters.ts';
import type { Kit } from '../kit.ts';
import { type Fence, quotedFile } from '../lesson.ts';
import { lineAt } from '../mask.ts';
import { lessonOf } from './lesson-of.ts';
import { type Problem, problem } from './proof.ts';

/** Code blocks are of a kind that can be proved, and stand in their files. */
export function fences(kit: Kit, chapter: Chapter): Problem[] {
  const lesson = lessonOf(kit, chapter);
  const code = readCode(chapter.dir);
  const before = chapterBefore(kit.chapters, chapter);
  const old: Files = before ? readCode(before.dir) : new Map<string, string>();

  return lesson.fences.flatMap((fence) => {
    const { info, line, text } = fence;
    const path = quotedFile(info);
    if (!text.trim()) return [];
    if (!path) return kindOf(chapter, fence);

    const isBefore = path.endsWith('@before');
    const file = path.replace('@before', '');
    if (isBefore && !before)
      return [
        problem(
          chapter,
          'README.md',
          line,
          'there is no chapter before.',
          'Quote this chapter.',
        ),
      ];
    const source = (isBefore ? old : code).get(file);
    const where = isBefore ? `chapters/${before?.name}/${file}` : file;
    if (source === undefined)
      return [
        problem(
          chapter,
          'README.md',
          line,
          `there is no file ${where}.`,
          'Correct the path of the code block.',
        ),
      ];
    if (`\n${source}`.includes(`\n${text}\n`)) return [];
    return [
      problem(
        chapter,
        'README.md',
        line + firstStrange(text, source),
        `this code block does not stand in ${where}.`,
        'Copy the lines from the file as they are.',
      ),
    ];
  });
}

/** No code that the proofs cannot see: in HTML, or nothing at all. */
export function markup(kit: Kit, chapter: Chapter): Problem[] {
  const { html, fences } = lessonOf(kit, chapter);
  const say = (line: number, message: string, remedy: string) =>
    problem(chapter, 'README.md', line, message, remedy);

  const inHtml = html.flatMap(({ text, line }) => {
    const tag = /<(pre|code)\b/i.exec(text);
    const fence = /^\s*(```|~~~)/m.exec(text);
    return [
      ...(tag
        ? [
            say(
              line + lineAt(text, tag.index) - 1,
              `shows code as <${tag[1]}>.`,
              'Use a code block, or backticks.',
            ),
          ]
        : []),
      ...(fence
        ? [
            say(
              line + lineAt(text, text.indexOf(fence[1] ?? '')) - 1,
              'a code block inside HTML.',
              'Put an empty line between the tag and the block.',
            ),
          ]
        : []),
    ];
  });
  const empty = fences
    .filter(({ text }) => !text.trim())
    .map(({ line }) => say(line, 'an empty code block.', 'Remove it.'));
  return [...inHtml, ...empty];
}

function kindOf(chapter: Chapter, { info, line, inside }: Fence): Problem[] {
  const inProse =
    info === 'console' || info === 'mermaid' || info.startsWith('diff bug ');
  const inPart = ['http', 'json', 'js', 'text'].includes(info);
  if (inside ? inPart : inProse) return [];
  return [
    problem(
      chapter,
      'README.md',
      line,
      `a code block of the kind "${info}" proves nothing.`,
      'Use ts path, ts path@before (or js, json, yaml, docker), diff bug path, console or mermaid; show requests with kit:exchange.',
    ),
  ];
}

/** How many lines of `text`, from its first, stand in `source`: where a reader should look. */
function firstStrange(text: string, source: string): number {
  const there = new Set(source.split('\n'));
  const index = text.split('\n').findIndex((line) => !there.has(line));
  return index < 0 ? 1 : index + 1;
}

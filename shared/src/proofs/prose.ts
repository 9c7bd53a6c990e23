import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { applyBug, readBug } from '../bug.ts';
import {
  type Chapter,
  chapterBefore,
  type Files,
  readCode,
  root,
} from '../chapters.ts';
import { diffChapters } from '../diff.ts';
import { mask, settle } from '../exchanges.ts';
import { generate } from '../generate.ts';
import {
  type Kit,
  readExamples,
  readLessonFile,
  readRecorded,
} from '../kit.ts';
import { anchorOf, type Fence, type Lesson, readLesson } from '../lesson.ts';
import { askChapter } from '../serve.ts';
import { eachChapter, type Problem, problem } from './proof.ts';

export const prose = eachChapter(
  'prose',
  'Code blocks stand in their files, exchanges are what the chapter answers now, links and anchors resolve.',
  fences,
  parts,
  exchanges,
  hunksShown,
  links,
  consoles,
);

function fences(kit: Kit, chapter: Chapter): Problem[] {
  const lesson = lessonOf(kit, chapter);
  const code = readCode(chapter.dir);
  const before = chapterBefore(kit.chapters, chapter);
  const old: Files = before ? readCode(before.dir) : new Map<string, string>();
  applyBug(code, readBug(kit, chapter));

  return lesson.fences.flatMap((fence) => {
    const { info, line, text } = fence;
    const [language, path = ''] = info.split(' ');
    if (language !== 'ts' || !path) return kindOf(chapter, fence);

    const isBefore = path.endsWith('@before');
    const file = path.replace('@before', '');
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

function kindOf(chapter: Chapter, { info, line, inside }: Fence): Problem[] {
  const inProse =
    info === 'console' || info === 'mermaid' || info.startsWith('diff bug ');
  const inPart = info === 'http' || info === 'json';
  if (inside ? inPart : inProse) return [];
  return [
    problem(
      chapter,
      'README.md',
      line,
      `a code block of the kind "${info}" proves nothing.`,
      'Use ts path, ts path@before, diff bug path, console or mermaid; show requests with kit:exchange.',
    ),
  ];
}

/** How many lines of `text`, from its first, stand in `source`: where a reader should look. */
function firstStrange(text: string, source: string): number {
  const there = new Set(source.split('\n'));
  const index = text.split('\n').findIndex((line) => !there.has(line));
  return index < 0 ? 1 : index + 1;
}

function parts(kit: Kit, chapter: Chapter): Problem[] {
  return lessonOf(kit, chapter)
    .parts.filter(
      ({ name, text }) => generate(kit, chapter, name).trim() !== text,
    )
    .map(({ name, line }) =>
      problem(
        chapter,
        'README.md',
        line,
        `the generated part "kit:${name}" is not what it should be.`,
        `Do not edit it; run: npx ground-up sync ${chapter.number}`,
      ),
    );
}

async function exchanges(kit: Kit, chapter: Chapter): Promise<Problem[]> {
  const { requests } = readExamples(kit, chapter);
  const used = new Set(
    lessonOf(kit, chapter).parts.map(({ name }) => name.split(' ')[1]),
  );
  const recorded = readRecorded(chapter);
  const now = await askChapter(kit, chapter);
  const { changed } = settle(recorded, now);

  return [
    ...requests
      .filter(({ name }) => !used.has(name))
      .map(({ name, line }) =>
        problem(
          chapter,
          'requests.http',
          line,
          `the lesson does not show ${name}.`,
          `Show it with <!-- kit:exchange ${name} -->, or remove it.`,
        ),
      ),
    ...changed.map((name) =>
      problem(
        chapter,
        'responses.json',
        undefined,
        `${name}: ${difference(recorded[name], now[name])}.`,
        `Mend the chapter, or record it: npx ground-up record ${chapter.number}`,
      ),
    ),
  ];
}

function difference(recorded: unknown, now: unknown): string {
  if (!recorded) return 'it was never recorded';
  if (!now) return 'there is no such request any more';

  const before = flatten(recorded);
  const after = flatten(now);
  const path = [...new Set([...before.keys(), ...after.keys()])].find(
    (key) => mask(before.get(key) ?? '') !== mask(after.get(key) ?? ''),
  );
  if (!path)
    return 'ids, dates or tokens that were equal are not equal any more';
  return `${path} is ${after.get(path) ?? 'absent'} now, ${before.get(path) ?? 'absent'} was recorded`;
}

function flatten(value: unknown, path = ''): Map<string, string> {
  if (typeof value !== 'object' || value === null)
    return new Map([[path, JSON.stringify(value)]]);
  const entries = Object.entries(value).flatMap(([key, inner]) => [
    ...flatten(inner, path ? `${path}.${key}` : key),
  ]);
  return new Map(entries);
}

function hunksShown(kit: Kit, chapter: Chapter): Problem[] {
  const lesson = lessonOf(kit, chapter);
  const linked = new Set(
    lesson.links
      .filter(({ line }) => !isInside(lesson, line))
      .map(({ url }) => url.split('#')[0]),
  );
  const changes = diffChapters(
    chapterBefore(kit.chapters, chapter),
    chapter,
  ).filter(({ path }) => path.startsWith('src/'));

  return changes.flatMap(({ path, after, hunks }) => {
    if (linked.has(path)) return [];
    const shown = lesson.fences
      .filter(({ info }) => info === `ts ${path}`)
      .map(({ text }) => rangeOf(text, after));
    return hunks
      .filter(({ importsOnly, afterStart, afterLines }) => {
        const end = afterStart + Math.max(afterLines.length, 1);
        return (
          !importsOnly &&
          !shown.some((range) => range.start < end && range.end > afterStart)
        );
      })
      .map(({ afterStart }) =>
        problem(
          chapter,
          path,
          afterStart,
          'the lesson neither shows this hunk nor links its file.',
          `Show it in a block "ts ${path}", or link it as [${path}](${path}).`,
        ),
      );
  });
}

function rangeOf(text: string, source: string): { start: number; end: number } {
  const at = `\n${source}`.indexOf(`\n${text}\n`);
  const start = source.slice(0, Math.max(at, 0)).split('\n').length;
  return { start, end: start + text.split('\n').length };
}

function links(kit: Kit, chapter: Chapter): Problem[] {
  const lesson = lessonOf(kit, chapter);

  return lesson.links.flatMap(({ url, line }) => {
    if (/^https?:/.test(url)) return [];
    const [path = '', anchor] = url.split('#');
    const file = path
      ? join(chapter.dir, decodeURI(path))
      : join(chapter.dir, 'README.md');
    if (!existsSync(file) || relative(kit.root, file).startsWith('..')) {
      return [
        problem(
          chapter,
          'README.md',
          line,
          `the link ${url} leads nowhere.`,
          'Correct or remove it.',
        ),
      ];
    }
    if (anchor === undefined || !file.endsWith('.md')) return [];

    const other = kit.chapters.find(({ dir }) => dir === dirname(file));
    const anchors = other ? lessonOf(kit, other).anchors : [];
    return anchors.includes(anchorOf(anchor))
      ? []
      : [
          problem(
            chapter,
            'README.md',
            line,
            `${url}: there is no such heading.`,
            'Correct the anchor.',
          ),
        ];
  });
}

function consoles(kit: Kit, chapter: Chapter): Problem[] {
  return lessonOf(kit, chapter)
    .fences.filter(({ info }) => info === 'console')
    .flatMap(({ text, line }) => {
      const commands = text.split(/^(?=\$ )/m);
      return commands.flatMap((block) => {
        const [command = '', ...expected] = block.trimEnd().split('\n');
        const said = execute(command.replace(/^\$ /, ''));
        return matches(expected.join('\n'), said)
          ? []
          : [
              problem(
                chapter,
                'README.md',
                line,
                `"${command}" says something else:\n${said}\n`,
                'Copy what it says; write … for what varies.',
              ),
            ];
      });
    });
}

/** What a command of a lesson says, run in the repository's root without colours. */
function execute(command: string): string {
  if (!/^(node|npm|npx|git) /.test(command))
    return 'Only node, npm, npx and git may be run by a lesson.';

  const env = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('VITEST'),
  );
  const { stdout, stderr } = spawnSync(command, {
    cwd: root,
    shell: true,
    encoding: 'utf8',
    env: { ...Object.fromEntries(env), NO_COLOR: '1', FORCE_COLOR: undefined },
  });
  return `${stdout}${stderr}`.trimEnd();
}

function matches(expected: string, said: string): boolean {
  const pattern = expected
    .trimEnd()
    .split('…')
    .map((part) => part.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`))
    .join('[\\s\\S]*');
  return new RegExp(`^${pattern}$`).test(said);
}

function isInside({ parts }: Lesson, line: number): boolean {
  return parts.some(
    (part) =>
      line > part.line && line <= part.line + part.text.split('\n').length + 2,
  );
}

function lessonOf(kit: Kit, chapter: Chapter): Lesson {
  return readLesson(readLessonFile(kit, chapter, 'README.md'));
}

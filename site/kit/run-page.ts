import { createHash } from 'node:crypto';
import MarkdownIt from 'markdown-it';
import { applyBug, readBug } from '../../shared/src/bug.ts';
import { type Chapter, readCode } from '../../shared/src/chapters.ts';
import {
  request as requestText,
  response as responseText,
} from '../../shared/src/generate.ts';
import {
  type Kit,
  readExamples,
  readExercises,
  readRecorded,
} from '../../shared/src/kit.ts';
import type { RunFile, RunPage, RunTask } from './types.ts';

const markdown = new MarkdownIt();

/** The page on which a chapter runs, or says why it does not. */
export function toRunPage(
  kit: Kit,
  chapter: Chapter,
  changed: string[],
): RunPage {
  const { tab } = chapter.manifest;
  const { number, slug, name, manifest } = chapter;
  const page = {
    chapter: { number, slug, name, title: manifest.title },
    files: {},
    open: [],
    variables: {},
    requests: [],
    tasks: [],
    recorded: [],
  };
  if (tab !== true)
    return { ...page, reason: tab, recorded: recordedOf(kit, chapter) };

  const code = readCode(chapter.dir);
  const { variables, requests } = readExamples(kit, chapter);
  return {
    ...page,
    reason: null,
    files: Object.fromEntries(
      [...code].map(([path, text]) => [path, hashOf(text)]),
    ),
    open: filesToOpen([...code.keys()], changed),
    variables,
    requests: requests.flatMap(
      ({ name, title, on, method, url, headers, body }) =>
        on === 'here' || on === 'bug'
          ? [
              {
                ...{ name, title, on, method, body },
                path: url.replace(/^\{\{\s*baseUrl\s*\}\}/, ''),
                headers: Object.entries(headers)
                  .map(([header, value]) => `${header}: ${value}`)
                  .join('\n'),
              },
            ]
          : [],
    ),
    tasks: [bugOf(kit, chapter), ...exercisesOf(kit, chapter)],
  };
}

/** The lesson's bug: one file of the chapter is another one, and all of the chapter's tests judge. */
function bugOf(kit: Kit, chapter: Chapter): RunTask {
  const bug = readBug(kit, chapter);
  const broken = applyBug(readCode(chapter.dir), bug).get(bug.path) ?? '';
  return {
    id: 'bug',
    title: 'Break it: find the bug',
    html: '<p>One line of the code was changed. Find it by what the lesson shows, or by the tests, and mend it.</p>',
    hash: 'break-it',
    files: { [bug.path]: toFile(broken) },
    only: [],
  };
}

/** An exercise is the chapter as it is and one test file more. */
function exercisesOf(kit: Kit, chapter: Chapter): RunTask[] {
  return readExercises(kit, chapter).map(({ number, task, test }) => {
    const [heading = '', ...rest] = task.trim().split('\n');
    const path = `exercises/${number}/exercise.test.ts`;
    return {
      id: `exercise-${number}`,
      title: `Exercise ${number}: ${heading.replace(/^#\s*/, '').replaceAll('`', '')}`,
      html: markdown.render(rest.join('\n')),
      hash: 'your-turn',
      files: { [path]: toFile(test) },
      only: [path],
    };
  });
}

/** Where reading begins: what the chapter changed in `src/`, the app first. */
function filesToOpen(paths: string[], changed: string[]): string[] {
  const source = changed.filter(
    (path) => path.startsWith('src/') && paths.includes(path),
  );
  const main = ['src/app.ts'].filter((path) => paths.includes(path));
  return [...new Set([...main, ...source])].slice(0, 4);
}

/** The exchanges of a chapter as HTTP messages, with the titles that `requests.http` gives them. */
function recordedOf(kit: Kit, chapter: Chapter): RunPage['recorded'] {
  const { requests } = readExamples(kit, chapter);
  const recorded = readRecorded(chapter);
  return requests.flatMap(({ name, title, on }) => {
    const exchange = recorded[name];
    return exchange && on === 'here'
      ? [
          {
            ...{ name, title },
            request: requestText(exchange),
            response: responseText(exchange),
          },
        ]
      : [];
  });
}

function toFile(text: string): RunFile {
  return { text, hash: hashOf(text) };
}

/** Tells whether a file is still the one that a reader has changed. */
function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}

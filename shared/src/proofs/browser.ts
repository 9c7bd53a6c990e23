import type { Chapter } from '../chapters.ts';
import {
  type Call,
  type Kit,
  readBrowserRecording,
  readCalls,
  type RecordedCall,
} from '../kit.ts';
import { lessonOf } from './lesson-of.ts';
import { type Problem, problem } from './proof.ts';

/** Each call of a page is recorded as it stands, and shown. Whether a browser still says so is a test: `tests/browser.test.ts`. */
export function browser(kit: Kit, chapter: Chapter): Problem[] {
  const calls = readCalls(kit, chapter);
  const recorded = readBrowserRecording(chapter).calls;
  const shown = new Set(
    lessonOf(kit, chapter)
      .parts.filter(({ name }) => name.startsWith('browser '))
      .map(({ name }) => name.split(' ')[1]),
  );

  return [
    ...calls
      .filter(({ name }) => !shown.has(name))
      .map(({ name }) =>
        problem(
          chapter,
          'browser/calls.yml',
          undefined,
          `the lesson does not show ${name}.`,
          `Show it with <!-- kit:browser ${name} -->, or remove it.`,
        ),
      ),
    ...stale(calls, recorded).map((name) =>
      problem(
        chapter,
        'browser/recorded.json',
        undefined,
        `${name} is not what stands in calls.yml.`,
        `Record it: npx ground-up record ${chapter.number} --browser`,
      ),
    ),
  ];
}

/** The names of what is recorded otherwise than it stands in calls.yml, or only in one of both. */
function stale(calls: Call[], recorded: Record<string, RecordedCall>) {
  const asked = Object.fromEntries(calls.map((call) => [call.name, call]));
  const names = new Set([...Object.keys(asked), ...Object.keys(recorded)]);
  return [...names].filter(
    (name) => inOneLine(asked[name]) !== inOneLine(recorded[name]),
  );
}

function inOneLine(call: Omit<Call, 'name'> | undefined) {
  return call && JSON.stringify([call.on, call.page, call.code]);
}

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findBrowser, howToGetBrowser } from '../bin/browser.js';
import type { Chapter } from './chapters.ts';
import {
  type BrowserRecording,
  type Kit,
  readBrowserRecording,
  readCalls,
} from './kit.ts';
import { UserError } from './user-error.ts';
import { writeFiles } from './write.ts';

/**
 * Makes the calls of `browser/calls.yml` in a Chromium, and writes `recorded.json` and `page.png` beside it. Resolves with
 * what came, and with the names of the calls to which something else is said than before; undefined: the chapter has no
 * calls. With `quietly` nothing is written when nothing is new. Throws a UserError when there is no browser.
 */
export async function recordBrowser(
  kit: Kit,
  chapter: Chapter,
  { quietly = false } = {},
): Promise<(BrowserRecording & { changed: string[] }) | undefined> {
  if (readCalls(kit, chapter).length === 0) return undefined;

  const executable = findBrowser();
  if (!executable)
    throw new UserError(
      `chapters/${chapter.name}/browser: there is no browser to make its calls again. ${howToGetBrowser}`,
    );
  const { browse } = await import('../../tests/support/browse.ts');
  const { picture, ...now } = await browse(kit, chapter, executable);
  const changed = changedCalls(readBrowserRecording(chapter), now);

  if (!quietly || changed.length > 0) {
    const folder = join(chapter.dir, 'browser');
    const text = `${JSON.stringify(now, null, 2)}\n`;
    writeFiles(folder, [['recorded.json', text]]);
    writeFileSync(join(folder, 'page.png'), picture);
  }
  return { ...now, changed };
}

/** The names of the calls to which `now` says something else, or which only one of the two holds. */
export function changedCalls(
  before: BrowserRecording,
  now: BrowserRecording,
): string[] {
  const isSame = versionOf(before.browser) === versionOf(now.browser);
  const plain = ({ calls }: BrowserRecording, name: string) =>
    JSON.stringify(calls[name], (key, value: unknown) =>
      !isSame && typeof value === 'string'
        ? value.replace(reason, '$1…')
        : value,
    );
  const names = new Set([
    ...Object.keys(before.calls),
    ...Object.keys(now.calls),
  ]);

  return [...names].filter((name) => plain(before, name) !== plain(now, name));
}

/** Each version words its reasons in its own way: with another one, that a call is blocked has to be enough. */
const reason = /(blocked by CORS policy: ).*/;

function versionOf(browser: string) {
  return /\d+/.exec(browser)?.[0];
}

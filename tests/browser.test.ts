import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { findBrowser } from '../shared/bin/browser.js';
import { root } from '../shared/src/chapters.ts';
import {
  type BrowserRecording,
  openKit,
  readBrowserRecording,
  readCalls,
} from '../shared/src/kit.ts';
import { changedCalls } from '../shared/src/record-browser.ts';
import { renew } from '../shared/src/renew.ts';
import { writeFiles } from '../shared/src/write.ts';
import { browse } from './support/browse.ts';

const kit = openKit();
const chapters = kit.chapters.filter(
  (chapter) => readCalls(kit, chapter).length > 0,
);
const executable = findBrowser();

describe.skipIf(!executable).for(chapters)('chapter $number', (chapter) => {
  const recorded = readBrowserRecording(chapter);
  let now: BrowserRecording;

  beforeAll(async () => {
    if (executable) now = await browse(kit, chapter, executable);
  });

  test.for(Object.keys(recorded.calls))('%s is what it was', (name) => {
    const changed = changedCalls(recorded, now);

    expect(changed, JSON.stringify(now.calls[name])).not.toContain(name);
  });
});

describe('a call', () => {
  const blocked = (why: string) => ({
    on: 'here' as const,
    page: 'APP' as const,
    code: 'fetch()',
    says: [`It has been blocked by CORS policy: ${why}`],
    api: ['GET / → 200'],
  });
  const one = { browser: 'Chromium 1.2', calls: { call: blocked('No.') } };
  const other = { browser: 'Chromium 1.3', calls: { call: blocked('Never.') } };

  test('has changed when the same version gives another reason', () => {
    expect(changedCalls(one, one)).toEqual([]);
    expect(changedCalls(one, other)).toEqual(['call']);
  });

  test('has not when another version words the reason in its own way', () => {
    expect(changedCalls(one, { ...other, browser: 'Chromium 2' })).toEqual([]);
  });

  test('has changed when it is new or gone', () => {
    expect(changedCalls(one, { ...one, calls: {} })).toEqual(['call']);
    expect(changedCalls({ ...one, calls: {} }, one)).toEqual(['call']);
  });
});

test.skipIf(!executable)(
  'what a page hears otherwise after a carried edit is recorded again',
  async () => {
    mkdirSync(join(root, '.ground-up'), { recursive: true });
    const folder = mkdtempSync(join(root, '.ground-up', 'browser-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const [chapter] = chapters.slice(-1);
    for (const { name, dir } of kit.chapters)
      if (name >= '14' && name <= String(chapter?.name))
        cpSync(dir, join(folder, 'chapters', name), { recursive: true });
    const copy = openKit(folder);
    const [edited] = copy.chapters.slice(-1);
    const errors = join(String(edited?.dir), 'src', 'errors.ts');
    const mended = readFileSync(errors, 'utf8').replace('There is no ', 'No ');
    writeFiles(join(errors, '..'), [['errors.ts', mended]]);

    const { done } = await renew(copy, ({ name }) => name === edited?.name);

    expect(done).toContainEqual(
      `recorded  chapters/${edited?.name}/browser: missing`,
    );
  },
);

import { type Chapter, chapterBefore, readCode } from './chapters.ts';
import { applyBug, readBug } from './bug.ts';
import { boot } from './boot.ts';
import { type Exchanges, exchange } from './exchanges.ts';
import { type Kit, readExamples } from './kit.ts';
import type { Target } from './requests.ts';
import { stage } from './stage.ts';

/** What the running chapter (the one before it, a copy with the lesson's bug) answers now to its `requests.http`. */
export async function askChapter(
  kit: Kit,
  chapter: Chapter,
): Promise<Exchanges> {
  const examples = readExamples(kit, chapter);
  const targets = new Set(examples.requests.map(({ on }) => on));
  const dirs = [...targets].map(
    (on) => [on, folderOf(kit, chapter, on)] as const,
  );
  const servers = await Promise.all(
    dirs.map(
      async ([on, dir]) =>
        [on, await boot(dir, { unsafe: on === 'unsafe' })] as const,
    ),
  );

  try {
    const urls = Object.fromEntries(servers.map(([on, { url }]) => [on, url]));
    return await exchange(examples, urls);
  } finally {
    await Promise.all(servers.map(([, server]) => server.close()));
  }
}

function folderOf(kit: Kit, chapter: Chapter, on: Target): string {
  if (on === 'before')
    return chapterBefore(kit.chapters, chapter)?.dir ?? chapter.dir;
  if (on === 'here' || on === 'unsafe') return chapter.dir;

  return stage(
    `${chapter.name}-bug`,
    applyBug(readCode(chapter.dir), readBug(kit, chapter)),
  );
}

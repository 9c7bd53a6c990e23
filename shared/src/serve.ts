import { type Chapter, chapterBefore, readCode } from './chapters.ts';
import { applyBug, readBug } from './bug.ts';
import { boot } from './boot.ts';
import { type Exchanges, exchange } from './exchanges.ts';
import { type Kit, readExamples } from './kit.ts';
import type { Target } from './requests.ts';
import { stage } from './stage.ts';
import { UserError } from './user-error.ts';

/** What the running chapter (the one before it, a copy with the lesson's bug) answers now, to its `requests.http` unless told. */
export async function askChapter(
  kit: Kit,
  chapter: Chapter,
  examples = readExamples(kit, chapter),
): Promise<Exchanges> {
  const env = settingsOf(examples.variables);
  const targets = new Set(examples.requests.map(({ on }) => on));
  const dirs = [...targets].map(
    (on) => [on, folderOf(kit, chapter, on)] as const,
  );
  const servers = await Promise.all(
    dirs.map(
      async ([on, dir]) =>
        [
          on,
          await boot(dir, { unsafe: on === 'unsafe', env }).catch((error) => {
            throw cannotStart(chapter, on, error);
          }),
        ] as const,
    ),
  );

  try {
    const urls = Object.fromEntries(servers.map(([on, { url }]) => [on, url]));
    return await exchange(examples, urls);
  } finally {
    await Promise.all(servers.map(([, server]) => server.close()));
  }
}

function cannotStart({ name, number }: Chapter, on: Target, error: unknown) {
  if (!(error instanceof Error) || error instanceof UserError) return error;
  const what = on === 'here' ? '' : ` as requests.http wants it (@on ${on})`;
  const [why, where = ''] = error.message.split('\n');
  return new UserError(
    `chapters/${name} does not start${what}: ${`${why} ${where}`.trim()} Mend it, then: npx ground-up record ${number}`,
  );
}

/** A variable in capitals, such as `@RATE_LIMIT = 2`, is a setting of each server. */
function settingsOf(variables: Record<string, string>) {
  const settings = Object.entries(variables).filter(([name]) =>
    /^[A-Z_]+$/.test(name),
  );
  return Object.fromEntries(settings);
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

import { type Chapter, chapterBefore, readCode } from '../chapters.ts';
import { diffChapters } from '../diff.ts';
import { git } from '../git.ts';
import { initRepository } from '../workspace/repository.ts';
import { writeFiles } from '../write.ts';
import { wrap } from './wrap.ts';

const ignored = 'node_modules/\n.env\n*.sqlite\n*.sqlite-*\n';

/** Who commits. Nobody's own name: the same chapters give the same commits, wherever they are exported. */
const identity = ['user.name=Ground Up', 'user.email=ground-up@localhost'];
const settings = [...identity, 'commit.gpgsign=false', 'core.autocrlf=false'];

/**
 * Makes a repository in the empty folder `dir`: a commit for each chapter, with its notes as the message, and a tag
 * `ch05` on it. The dates are a day apart and mean nothing.
 */
export function exportRepository(dir: string, chapters: Chapter[]): void {
  initRepository(dir);
  const run = (...argv: string[]) =>
    git(dir, ...settings.flatMap((setting) => ['-c', setting]), ...argv);

  for (const chapter of chapters) {
    const before = chapterBefore(chapters, chapter);
    const code = readCode(chapter.dir);
    const gone = before ? [...readCode(before.dir).keys()] : [];
    writeFiles(dir, [
      ...gone.map((path) => [path, undefined] as const),
      ['.gitignore', ignored],
      ...code,
    ]);

    run('add', '--all', '--force');
    const date = new Date(Date.UTC(2026, 0, Number(chapter.number), 9));
    process.env.GIT_AUTHOR_DATE = date.toISOString();
    process.env.GIT_COMMITTER_DATE = date.toISOString();
    const message = messageOf(chapter, before);
    run('commit', '--quiet', '--no-verify', '--message', message);
    run('tag', `ch${chapter.number}`);
  }
}

/** `05 Raw SQL`, the idea, then the files with their notes. */
function messageOf(chapter: Chapter, before: Chapter | undefined): string {
  const { number, manifest } = chapter;
  const files = diffChapters(before, chapter).flatMap(({ path, ...change }) => {
    const notes = [change.note, ...change.hunks.map((hunk) => hunk.note)];
    const told = notes.filter((note) => note !== undefined);
    return told.length > 0
      ? [[path, ...told.map((note) => wrap(note, '  '))].join('\n')]
      : [];
  });

  return [`${number} ${manifest.title}`, wrap(manifest.idea), ...files].join(
    '\n\n',
  );
}

import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The repository's root folder, absolute. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The chapters, in order, as `ground-up list --json` prints them: number (two digits), slug, name and more. */
export function listChapters() {
  const json = execFileSync(
    process.execPath,
    ['shared/bin/ground-up.js', 'list', '--json'],
    { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  );
  return JSON.parse(json);
}

/** The chapter with this number, or the newest one when there is no number. Throws when there is none. */
export function pickChapter(number) {
  const chapters = listChapters();
  const found = number
    ? chapters.find((chapter) => chapter.number === number)
    : chapters.at(-1);
  if (!found) throw new Error(`There is no chapter ${number}.`);
  return found;
}

import { spawnSync } from 'node:child_process';
import type { Kit } from '../../shared/src/kit.ts';

/** What has changed in the chapters since the newest tag. */
export interface Since {
  tag: string;
  /** The day of the tagged commit. */
  date: string;
  chapters: {
    slug: string;
    /** Paths below the chapter's folder. */
    lesson: string[];
    code: string[];
    tests: string[];
  }[];
}

/** Compares the chapters as they stand here with the newest tag before; null where there is no tag, or no Git. */
export function deriveSince(kit: Kit): Since | null {
  const git = (...argv: string[]) => {
    const options = { cwd: kit.root, encoding: 'utf8' } as const;
    const { status, stdout } = spawnSync('git', argv, options);
    return status === 0 ? stdout.trim() : '';
  };
  const tag = git('describe', '--tags', '--abbrev=0');
  if (tag === '') return null;

  const date = git('log', '-1', '--format=%cs', tag);
  const list = git(
    'diff',
    '--name-only',
    '--no-renames',
    tag,
    '--',
    'chapters',
  );
  const chapters = kit.chapters.map(({ name, slug }) => {
    const start = `chapters/${name}/`;
    const paths = list
      .split('\n')
      .filter((path) => path.startsWith(start))
      .map((path) => path.slice(start.length));
    const of = (wanted: string) =>
      paths.filter((path) => kindOf(path) === wanted);
    return { slug, lesson: of('lesson'), code: of('code'), tests: of('tests') };
  });

  return {
    tag,
    date,
    chapters: chapters.filter(
      ({ lesson, code, tests }) => lesson.length + code.length + tests.length,
    ),
  };
}

function kindOf(path: string): 'lesson' | 'code' | 'tests' {
  if (path.startsWith('tests/')) return 'tests';
  const isLesson =
    /^(README\.md|chapter\.json|requests\.http|responses\.json|(quiz|hints)\.yml)$|^(exercises|browser)\//;
  return isLesson.test(path) ? 'lesson' : 'code';
}

import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import { type Chapter, type Files, readCode } from '../chapters.ts';
import { type Kit, readExercises } from '../kit.ts';
import { eachChapter, type Problem, problem } from './proof.ts';

interface Package {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

/** What a chapter uses without importing it: by its scripts and its compiler. */
const tools = new Set(['tsx', 'typescript', 'vitest', '@types/node']);

const importing =
  /(?:^|\n)\s*(?:import|export)\b[^'";]*?from\s*'([^']+)'|(?:^|\n)\s*import\s*'([^']+)'|\bimport\(\s*'([^']+)'\s*\)/g;

export const dependencies = eachChapter(
  'dependencies',
  'One version of each dependency in all chapters, declared as imported, and no import from outside the chapter.',
  versions,
  imports,
);

function versions(kit: Kit, chapter: Chapter): Problem[] {
  const own = Object.entries(declared(chapter));
  const loose = own.filter(([, version]) => !/^\d+\.\d+\.\d+/.test(version));
  const others = own.flatMap(([name, version]) => {
    const other = kit.chapters.find(
      (one) => (declared(one)[name] ?? version) !== version,
    );
    return other
      ? [
          {
            name,
            version,
            other: other.name,
            theirs: declared(other)[name] ?? '',
          },
        ]
      : [];
  });

  return [
    ...loose.map(([name, version]) =>
      problem(
        chapter,
        'package.json',
        undefined,
        `${name} is "${version}".`,
        'Name one exact version.',
      ),
    ),
    ...others.map(({ name, version, other, theirs }) =>
      problem(
        chapter,
        'package.json',
        undefined,
        `${name} is ${version}, in ${other} it is ${theirs}.`,
        'Use one version in all chapters.',
      ),
    ),
  ];
}

function imports(kit: Kit, chapter: Chapter): Problem[] {
  const files = new Map(readCode(chapter.dir));
  const known = declared(chapter);
  const exercises = readExercises(kit, chapter).map(
    ({ number, test }) =>
      [`exercises/${number}/exercise.test.ts`, test] as const,
  );
  const all = [...files, ...exercises]
    .filter(([path]) => path.endsWith('.ts'))
    .flatMap(([path, text]) => importsOf(path, text));
  const packages = new Set(all.flatMap(({ from }) => packageOf(from) ?? []));

  const outside = all.filter(
    ({ path, from }) => from.startsWith('.') && isOutside(path, from),
  );
  const undeclared = all.filter(({ from }) => {
    const name = packageOf(from);
    return name !== undefined && !(name in known);
  });
  const unused = Object.keys(known).filter(
    (name) => !tools.has(name) && !packages.has(name.replace('@types/', '')),
  );
  return [
    ...outside.map(({ path, line, from }) =>
      problem(
        chapter,
        path,
        line,
        `imports ${from}, from outside the chapter.`,
        'A chapter stands alone: import only from inside it.',
      ),
    ),
    ...undeclared.map(({ path, line, from }) =>
      problem(
        chapter,
        path,
        line,
        `imports ${from}, which package.json does not declare.`,
        'Declare it with its exact version.',
      ),
    ),
    ...unused.map((name) =>
      problem(
        chapter,
        'package.json',
        lineOf(files, name),
        `declares ${name}, which nothing imports.`,
        'Remove it.',
      ),
    ),
  ];
}

function importsOf(
  path: string,
  text: string,
): { path: string; line: number; from: string }[] {
  return [...text.matchAll(importing)].map((found) => {
    const from = found[1] ?? found[2] ?? found[3] ?? '';
    const line = text
      .slice(0, found.index + found[0].indexOf(from))
      .split('\n').length;
    return { path, line, from };
  });
}

function isOutside(path: string, from: string): boolean {
  return posix.join(posix.dirname(path), from).startsWith('..');
}

function packageOf(from: string): string | undefined {
  if (
    from.startsWith('.') ||
    from.startsWith('node:') ||
    builtinModules.includes(from)
  )
    return undefined;
  return from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/');
}

function declared({ dir }: Chapter): Record<string, string> {
  const manifest = JSON.parse(
    readCode(dir).get('package.json') ?? '{}',
  ) as Package;
  return { ...manifest.dependencies, ...manifest.devDependencies };
}

function lineOf(files: Files, name: string): number {
  const text = files.get('package.json') ?? '';
  return text.slice(0, text.indexOf(`"${name}"`)).split('\n').length;
}

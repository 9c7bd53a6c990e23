import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import { type Chapter, type Files, readCode } from '../chapters.ts';
import { type Kit, readExercises } from '../kit.ts';
import { type Import, importsOf, requireLine } from './imports.ts';
import { readPackage } from './package.ts';
import { eachChapter, type Problem, problem } from './proof.ts';

/** What a chapter uses without importing or naming it: by its scripts, its compiler and Vitest. */
const tools = new Set([
  'tsx',
  'typescript',
  'vitest',
  '@vitest/coverage-v8',
  '@types/node',
]);

export const dependencies = eachChapter(
  'dependencies',
  'One version of each dependency in all chapters, declared as imported, and no import from outside the chapter.',
  versions,
  imports,
  runtime,
  hidden,
);

function versions(kit: Kit, chapter: Chapter): Problem[] {
  const own = Object.entries(declared(chapter));
  const loose = own.filter(([, version]) => !/^\d+\.\d+\.\d+/.test(version));
  const others = kit.chapters.filter((other) => isReadable(other));
  const different = own.flatMap(([name, version]) => {
    const other = others.find(
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
    ...different.map(({ name, version, other, theirs }) =>
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
  const known = declared(chapter);
  const all = importsIn(sourcesOf(kit, chapter));
  const packages = new Set(all.flatMap(({ from }) => packageOf(from) ?? []));

  const outside = all.filter(
    ({ path, from }) => from.startsWith('.') && isOutside(path, from),
  );
  const undeclared = all.filter(({ from }) => {
    const name = packageOf(from);
    return name !== undefined && !(name in known);
  });
  const unused = Object.keys(known).filter(
    (name) =>
      !tools.has(name) &&
      !packages.has(name.replace('@types/', '')) &&
      !isNamed(chapter, name),
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
        lineOf(readCode(chapter.dir), name),
        `declares ${name}, which nothing imports.`,
        'Remove it.',
      ),
    ),
  ];
}

/** What runs in production is declared for production. */
function runtime(kit: Kit, chapter: Chapter): Problem[] {
  const { dependencies, devDependencies } = readPackage(chapter);
  const source = [...readCode(chapter.dir)].filter(([path]) =>
    path.startsWith('src/'),
  );

  return importsIn(source)
    .filter(({ from, typeOnly }) => {
      const name = packageOf(from) ?? '';
      return !typeOnly && name in devDependencies && !(name in dependencies);
    })
    .map(({ path, line, from }) =>
      problem(
        chapter,
        path,
        line,
        `imports ${from}, which is in devDependencies.`,
        'Move it to dependencies, or use "import type".',
      ),
    );
}

function hidden(kit: Kit, chapter: Chapter): Problem[] {
  return sourcesOf(kit, chapter).flatMap(([path, text]) => {
    const line = requireLine(text);
    return line === undefined
      ? []
      : [
          problem(
            chapter,
            path,
            line,
            'uses createRequire, which hides what is imported.',
            'Import it.',
          ),
        ];
  });
}

/** The chapter's TypeScript and JavaScript, exercises included: paths and texts. */
function sourcesOf(kit: Kit, chapter: Chapter): [string, string][] {
  const exercises = readExercises(kit, chapter).map(
    ({ number, test }): [string, string] => [
      `exercises/${number}/exercise.test.ts`,
      test,
    ],
  );
  return [...readCode(chapter.dir), ...exercises].filter(([path]) =>
    /\.[jt]s$/.test(path),
  );
}

/** Whether a script runs the package's command, or a settings file such as `.secretlintrc.json` names the package. */
function isNamed(chapter: Chapter, name: string): boolean {
  const commands = Object.values(readPackage(chapter).scripts)
    .flatMap((script) => script.split(/\s*(?:&&|\|\||;)\s*/))
    .map((command) => command.split(' ')[0]);
  const settings = [...readCode(chapter.dir)].filter(([path]) =>
    /^\.[^/]+\.json$/.test(path),
  );
  return (
    commands.includes(name) ||
    settings.some(([, text]) => text.includes(`"${name}"`))
  );
}

function importsIn(sources: [string, string][]): (Import & { path: string })[] {
  return sources.flatMap(([path, text]) =>
    importsOf(text).map((found) => ({ ...found, path })),
  );
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

function declared(chapter: Chapter): Record<string, string> {
  const { dependencies, devDependencies } = readPackage(chapter);
  return { ...dependencies, ...devDependencies };
}

function isReadable(chapter: Chapter): boolean {
  try {
    return Boolean(readPackage(chapter));
  } catch {
    return false;
  }
}

function lineOf(files: Files, name: string): number {
  const text = files.get('package.json') ?? '';
  return text.slice(0, text.indexOf(`"${name}"`)).split('\n').length;
}

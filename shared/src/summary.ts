import { type Files, parseJson } from './chapters.ts';
import { UserError } from './user-error.ts';

/** What came and went between two snapshots, in words of an API: `+ GET /posts`, `- express 5.2.0`. */
export interface Summary {
  packages: string[];
  routes: string[];
  settings: string[];
}

/** Throws a UserError for a package.json that cannot be read. */
export function summarise(before: Files, after: Files): Summary {
  return {
    packages: changes(packagesOf(before), packagesOf(after)),
    routes: changes(routesOf(before), routesOf(after)),
    settings: changes(settingsOf(before), settingsOf(after)),
  };
}

/** `GET /posts` for each route, in the order of the source. */
export function routesOf(files: Files): string[] {
  return matches(
    files,
    /\b(?:app|router)\s*\.(get|post|put|patch|delete)\(\s*'([^']+)'/g,
  ).map(([, method = '', path = '']) => `${method.toUpperCase()} ${path}`);
}

function settingsOf(files: Files): string[] {
  return matches(files, /\benv\.([A-Z][A-Z0-9_]*)/g).map(
    ([, name = '']) => name,
  );
}

function packagesOf(files: Files): string[] {
  const text = files.get('package.json') ?? '{}';
  const manifest = parseJson(text, 'package.json');
  if (typeof manifest !== 'object' || manifest === null) {
    throw new UserError('package.json holds no object. Mend it there.');
  }
  const { dependencies = {}, devDependencies = {} } = manifest as Record<
    string,
    Record<string, string> | undefined
  >;
  return Object.entries({ ...dependencies, ...devDependencies }).map(
    ([name, version]) => `${name} ${version}`,
  );
}

function matches(files: Files, pattern: RegExp): RegExpExecArray[] {
  const sources = [...files].filter(([path]) => path.startsWith('src/'));
  return sources.flatMap(([, text]) => [...text.matchAll(pattern)]);
}

function changes(before: string[], after: string[]): string[] {
  const came = [...new Set(after)].filter((item) => !before.includes(item));
  const went = [...new Set(before)].filter((item) => !after.includes(item));
  return [
    ...came.map((item) => `+ ${item}`),
    ...went.map((item) => `- ${item}`),
  ];
}

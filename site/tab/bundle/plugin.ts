import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'esbuild';
import { packages, ownNames } from './packages.ts';

const tab = join(__dirname, '..');
const node = join(tab, 'node');
const siteModules = join(tab, '..', 'node_modules');
const fromSite = createRequire(join(tab, 'tab.ts'));

/** Modules of Node that have a file in `node/`: chapters and packages find the same. */
const files: Record<string, string> = Object.fromEntries(
  ownNames.map((name) => [
    name,
    join(node, `${name.replace('node:', '').replace('/', '-')}.ts`),
  ]),
);

/** Modules of Node that packages name, and chapters do not get: what packages touch of them does nothing. */
const quiet: Record<string, string> = {
  assert:
    "export function deepStrictEqual(a, b) { if (JSON.stringify(a) !== JSON.stringify(b)) throw new Error('Expected values to be deeply equal'); }",
  async_hooks: `export * from ${JSON.stringify(join(node, 'async-hooks.ts'))}`,
  https: `export * from ${JSON.stringify(join(node, 'http.ts'))}`,
  perf_hooks: 'export const performance = globalThis.performance',
  querystring: `export * from ${JSON.stringify(join(tab, 'stand-ins', 'querystring.ts'))}`,
  timers:
    'export const { setTimeout, clearTimeout, setImmediate, clearImmediate } = globalThis',
  tls: 'export class Server {}',
  zlib: `const refuse = () => { throw Object.assign(new Error('A page does not decompress.'), { status: 415, expose: true }); };
    export { refuse as createBrotliDecompress, refuse as createGunzip, refuse as createInflate };`,
  tty: 'export const isatty = () => false',
};

const nothing = [
  ...['child_process', 'cluster', 'dns', 'diagnostics_channel', 'http2'],
  ...['module', 'punycode', 'worker_threads'],
];

/** Finds each import of the runtime and of packages a place that a browser can do with. */
export function tabPlugin(
  chapterDir: string,
  names: Record<string, string[] | null>,
): Plugin {
  const fromChapter = createRequire(join(chapterDir, 'package.json'));
  const virtual: Record<string, string> = {
    'virtual:packages': tableOf(),
    'virtual:names': `export const names = ${JSON.stringify(names)};`,
  };

  return {
    name: 'tab',
    setup(build) {
      build.onResolve({ filter: /^virtual:/ }, ({ path }) => ({
        path,
        namespace: 'virtual',
      }));
      build.onLoad({ filter: /.*/, namespace: 'virtual' }, ({ path }) => ({
        contents: virtual[path],
        resolveDir: chapterDir,
      }));

      trim(build, fromChapter);

      // The package of the name has timers of its own, slow ones.
      build.onResolve({ filter: /^(node:)?process\/?$/ }, () => ({
        path: join(node, 'process.ts'),
        namespace: 'required',
      }));
      build.onResolve({ filter: /^(node:)?string_decoder\/?$/ }, () => ({
        path: fromSite.resolve('string_decoder/'),
      }));
      build.onResolve({ filter: /^(node:)?[a-z_0-9/]+$/ }, (args) => {
        const name = args.path.replace('node:', '');
        const file = files[`node:${name}`];
        const isRequired = args.kind === 'require-call';
        if (file)
          return isRequired
            ? { path: file, namespace: 'required' }
            : { path: file };
        if (isFromSite(args.importer, name)) return undefined;
        if (name in quiet || nothing.includes(name))
          return {
            path: name,
            namespace: isRequired ? 'quiet-required' : 'quiet',
          };
        return undefined;
      });
      // What a package requires is module.exports, not a namespace.
      build.onLoad({ filter: /.*/, namespace: 'required' }, ({ path }) => ({
        contents: `const module_ = require(${JSON.stringify(path)}); module.exports = module_.default ?? module_;`,
        resolveDir: tab,
      }));
      build.onLoad({ filter: /^.*/, namespace: 'quiet' }, ({ path }) => ({
        contents: quiet[path] ?? 'export default {}',
        resolveDir: tab,
        loader: 'js',
      }));
      build.onLoad(
        { filter: /.*/, namespace: 'quiet-required' },
        ({ path }) => ({
          contents: quiet[path]
            ? `module.exports = {...require(${JSON.stringify(`quiet:${path}`)})}`
            : 'module.exports = {}',
          resolveDir: tab,
        }),
      );
      build.onResolve({ filter: /^quiet:/ }, ({ path }) => ({
        path: path.slice('quiet:'.length),
        namespace: 'quiet',
      }));

      // Vitest's parts are those of the chapters' Vitest.
      build.onResolve({ filter: /^(@vitest\/runner|vitest)$/ }, (args) =>
        args.importer.startsWith(tab)
          ? build.resolve(args.path, {
              kind: 'dynamic-import',
              resolveDir:
                args.path === 'vitest'
                  ? chapterDir
                  : dirname(fromChapter.resolve('vitest/package.json')),
              importer: 'chapter',
            })
          : undefined,
      );

      // What the site and the chapter have in the same version comes once.
      build.onResolve({ filter: /^[@a-z]/ }, ({ path, kind, importer }) =>
        importer.startsWith(siteModules) && isSame(path, importer, fromChapter)
          ? build.resolve(path, {
              kind,
              resolveDir: chapterDir,
              importer: 'chapter',
            })
          : undefined,
      );
    },
  };
}

/** Whether a package in both places is of one version; false where it is in one alone. */
function isSame(
  path: string,
  importer: string,
  fromChapter: NodeJS.Require,
): boolean {
  const [, name = ''] = /^((?:@[^/]+\/)?[^/]+)/.exec(path) ?? [];
  try {
    const [one, other] = [createRequire(importer), fromChapter].map((from) =>
      versionIn(from.resolve(`${name}/package.json`)),
    );
    return one === other;
  } catch {
    return false; // one of them does not have it, or does not show its version
  }
}

function versionIn(path: string): string {
  return (JSON.parse(readFileSync(path, 'utf8')) as { version: string })
    .version;
}

/** Leaves out what no chapter can reach: see the page of the decision for what and why. */
function trim(build: Parameters<Plugin['setup']>[0], from: NodeJS.Require) {
  const empty = (filter: RegExp, importer = /./) =>
    build.onResolve({ filter }, (args) =>
      importer.test(args.importer)
        ? { path: args.path, namespace: 'nothing' }
        : undefined,
    );
  build.onLoad({ filter: /.*/, namespace: 'nothing' }, () => ({
    contents: 'module.exports = function () {}',
  }));

  // superagent's own client for Node: the one for browsers would ask the network.
  build.onResolve({ filter: /^superagent$/ }, () => ({
    path: createRequire(from.resolve('supertest')).resolve('superagent'),
  }));
  empty(/^(formidable|form-data)$/, /superagent/);
  empty(/http2wrapper/, /superagent/);
  // Vitest loads modules with Vite and writes snapshots to disk: neither is done here.
  // A test made by `test.for` stands behind more frames than the runner looks at.
  build.onLoad(
    { filter: /@vitest[\\/]runner[\\/]dist[\\/]chunk-artifact\.js$/ },
    ({ path }) => {
      const text = readFileSync(path, 'utf8');
      const deeper = text.replaceAll(
        'Error.stackTraceLimit = 10;',
        'Error.stackTraceLimit = 50;',
      );
      if (deeper === text)
        throw new Error(`${path} looks at stacks in another way. Look there.`);
      return { contents: deeper };
    },
  );
  build.onResolve({ filter: /^vite\/module-runner$/ }, () => ({
    path: join(tab, 'stand-ins', 'vite-module-runner.ts'),
  }));
  empty(/^(tinybench|expect-type)$/);
  // Of Sequelize's dialects those that chapters name; of its time zones UTC, in which a chapter's dates are.
  empty(
    /dialects\/(mariadb|mssql|snowflake|oracle|db2)(\/|$)/,
    /sequelize[\\/]lib[\\/](sequelize|data-types)\.js$/,
  );
  empty(/^(pg-hstore|wkx)$/);
  // Checks for models that know the numbers of every country, and the rarest of the others.
  build.onResolve(
    {
      filter:
        /^\.\/lib\/is(MobilePhone|PostalCode|TaxID|IBAN|BIC|PassportNumber|VAT|LicensePlate|IdentityCard|ISO\w+|MACAddress|Currency|MailtoURI|StrongPassword|HSL|RgbColor|Locale)$/,
    },
    ({ path, importer }) =>
      /validator[\\/]index\.js$/.test(importer)
        ? { path: path.replace('./lib/', ''), namespace: 'unknown-check' }
        : undefined,
  );
  build.onLoad({ filter: /./, namespace: 'unknown-check' }, ({ path }) => ({
    contents: `module.exports = () => { throw new Error('A page does not have the check ${path} of models. Run the chapter on your machine.'); };`,
  }));
  build.onResolve({ filter: /^rate-limiter-flexible\// }, ({ path }) => ({
    path: from.resolve(path),
  }));
  empty(/^object-inspect$/, /side-channel/); // for a message that nobody sees
  // Common passwords are sent in order, each as what it shares with the one before and what follows.
  build.onLoad(
    { filter: /language-common[\\/]dist[\\/]passwords/ },
    ({ path }) => ({
      contents: frontCoded(wordsIn(from, path)),
    }),
  );
  for (const [filter, nothing] of [
    [/language-common[\\/]dist[\\/]diceware/, '[]'],
    [/language-common[\\/]dist[\\/]adjacencyGraphs/, '{}'],
  ] as const)
    build.onLoad({ filter }, () => ({
      contents: `export default ${nothing};`,
    }));
  build.onLoad({ filter: /moment-timezone[\\/]data[\\/]packed/ }, () => ({
    contents: JSON.stringify({
      version: 'UTC alone',
      zones: ['Etc/UTC|UTC|0|0|'],
      links: ['Etc/UTC|UTC'],
      countries: [],
    }),
    loader: 'json',
  }));
  // Sequelize makes ids by chance or by time.
  empty(/^\.\/(md5|sha1|v3|v35|v5|nil|parse|version)\.js$/, /uuid[\\/]dist/);
  // Sequelize says its version, and nothing else of itself.
  build.onLoad({ filter: /sequelize[\\/]package\.json$/ }, ({ path }) => ({
    contents: JSON.stringify({ version: versionIn(path) }),
    loader: 'json',
  }));
  // bcryptjs asks Node for chance only where a browser gives none.
  empty(/^crypto$/, /bcryptjs/);
  // Umzug's command line, which no chapter calls.
  empty(/^\.\/cli$/, /umzug/);
  // The browser decodes all character sets that a request may name.
  build.onResolve({ filter: /^iconv-lite$/ }, () => ({
    path: join(tab, 'stand-ins', 'iconv-lite.ts'),
  }));
  // Only those media types that files have: Express looks them up by the ending of a name.
  build.onLoad({ filter: /mime-db[\\/]db\.json$/ }, ({ path }) => ({
    contents: mediaTypes(path),
    loader: 'js',
  }));
  // zod's messages in English.
  build.onLoad(
    { filter: /zod[\\/]v4[\\/]locales[\\/]index\.c?js$/ },
    (args) => ({
      contents: 'export { default as en } from "./en.js";',
      resolveDir: dirname(args.path),
    }),
  );
}

function wordsIn(from: NodeJS.Require, path: string): string[] {
  const words = from(path.replace('.esm.js', '.js')) as
    string[] | { default: string[] };
  return Array.isArray(words) ? words : words.default;
}

/**
 * A module that exports `words`, sorted: half the size of the list. A capital begins each word and says how many letters it
 * has from the one before; no word holds a capital.
 */
function frontCoded(words: string[]): string {
  const odd = words.find((word) => /[A-Z]/.test(word));
  if (odd) throw new Error(`"${odd}" holds a capital: encode words otherwise.`);

  let last = '';
  const coded = [...words].sort().map((word) => {
    let shared = 0;
    while (shared < 25 && word[shared] && word[shared] === last[shared])
      shared += 1;
    last = word;
    return String.fromCharCode(65 + shared) + word.slice(shared);
  });
  return `let last = '';
export default ${JSON.stringify(coded.join(''))}.match(/[A-Z][^A-Z]*/g).map((word) =>
  (last = last.slice(0, word.charCodeAt() - 65) + word.slice(1)));`;
}

type MediaTypes = Record<
  string,
  { extensions?: string[]; source?: string; charset?: string }
>;

/** A module that exports the media types of files, without what their names repeat. */
function mediaTypes(path: string): string {
  const all = JSON.parse(readFileSync(path, 'utf8')) as MediaTypes;
  const lines = Object.entries(all).flatMap(
    ([type, { extensions, source = '', charset = '' }]) =>
      extensions ? [[type, source, charset, ...extensions].join(' ')] : [],
  );
  return `module.exports = Object.fromEntries(${JSON.stringify(lines.join('\n'))}.split('\\n').map((line) => {
    const [type, source, charset, ...extensions] = line.split(' ');
    return [type, { extensions, ...(source && { source }), ...(charset && { charset }) }];
  }));`;
}

/** The runtime's own packages are named as modules of Node are. */
function isFromSite(importer: string, name: string): boolean {
  return (
    importer.startsWith(tab) && !(`node:${name}` in files) && name !== 'process'
  );
}

function tableOf(): string {
  const lines = Object.entries(packages).map(([name, source]) => {
    const from = source.startsWith('./')
      ? join(tab, source)
      : source === name
        ? name
        : fromSite.resolve(source);
    return `${JSON.stringify(name)}: () => import(${JSON.stringify(from)})`;
  });
  return `export const packages = {\n${lines.join(',\n')}\n};`;
}

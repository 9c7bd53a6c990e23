import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, buildSync } from 'esbuild';
import { type Chapter, readCode } from '../../../shared/src/chapters.ts';
import type { Built, Files } from '../tab.ts';
import { lacksOf, type Names } from '../support.ts';
import { scriptOf } from './chapter.ts';
import { ownNames, packages } from './packages.ts';
import { tabPlugin } from './plugin.ts';

const tab = join(__dirname, '..');

/** The names that each module has which chapters can import; null for packages. */
export function namesOfModules(): Names {
  const entryPoints = Object.fromEntries(
    ownNames.map((name) => [
      name.replace('node:', '').replace('/', '-'),
      join(tab, 'node', `${name.replace('node:', '').replace('/', '-')}.ts`),
    ]),
  );
  const { metafile } = buildSync({
    entryPoints,
    bundle: false,
    write: false,
    metafile: true,
    format: 'esm',
    outdir: 'names',
  });
  const exported = Object.entries(metafile.outputs).map(
    ([path, { exports }]) => [basename(path, '.js'), exports] as const,
  );
  const own = ownNames.map((name) => [
    name,
    exported.find(
      ([file]) => file === name.replace('node:', '').replace('/', '-'),
    )?.[1] ?? [],
  ]);
  const whole = Object.keys(packages).map((name) => [name, null]);
  return Object.fromEntries([...own, ...whole]) as Names;
}

/**
 * Writes the runtime into `folder`: `worker.js`, which a page starts, files with hashed names that it loads when a
 * chapter needs them, and for each chapter its sources, `chapters/<slug>.json`, and a script with their JavaScript.
 */
export async function buildTab(
  chapters: Chapter[],
  folder: string,
): Promise<void> {
  const newest = chapters.at(-1);
  if (!newest) throw new Error('There is no chapter.');
  const names = namesOfModules();
  refuseLacks(chapters, names);
  rmSync(folder, { recursive: true, force: true });

  const { metafile } = await build({
    entryPoints: {
      globals: join(tab, 'node', 'globals.ts'),
      runtime: join(tab, 'worker.ts'),
    },
    outdir: folder,
    bundle: true,
    splitting: true,
    minify: !process.env['NOMIN'],
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    loader: { '.wasm': 'file' },
    define: { global: 'globalThis', 'process.env.NODE_ENV': '"development"' },
    legalComments: 'none',
    metafile: true,
    plugins: [tabPlugin(newest.dir, names)],
    logLevel: 'warning',
  });
  const entries = Object.entries(metafile.outputs).flatMap(
    ([path, { entryPoint }]) => (entryPoint ? [[entryPoint, path]] : []),
  );
  const find = (end: string) => {
    const [, path = ''] = entries.find(([from]) => from?.endsWith(end)) ?? [];
    return `./${basename(path)}`;
  };
  // Two imports, one after the other: packages find Node's globals when they are evaluated.
  writeFileSync(
    join(folder, 'worker.js'),
    `import '${find('node/globals.ts')}';\nimport '${find('tab/worker.ts')}';\n`,
  );

  mkdirSync(join(folder, 'chapters'));
  for (const chapter of chapters.filter(runsInTab)) {
    const files = filesOf(chapter);
    const code = await scriptOf(files);
    const hash = createHash('sha256').update(code).digest('hex').slice(0, 8);
    const script = `${chapter.slug}-${hash}.js`;
    const built: Built = { files, script };
    writeFileSync(join(folder, 'chapters', script), code);
    writeFileSync(
      join(folder, 'chapters', `${chapter.slug}.json`),
      JSON.stringify(built),
    );
  }
}

export function runsInTab({ manifest }: Chapter): boolean {
  return manifest.tab === true;
}

/** Throws where a chapter that says it runs in a page imports what the runtime lacks. */
function refuseLacks(chapters: Chapter[], names: Names): void {
  for (const chapter of chapters.filter(runsInTab)) {
    const files = filesOf(chapter);
    for (const path of Object.keys(files).filter(isSource)) {
      const [lack] = lacksOf(path, files, names).filter(
        ({ file }) => file === path,
      );
      if (lack)
        throw new Error(
          `chapters/${chapter.name}/${path}:${lack.line} imports ${lack.what}, which a page does not have. Import something else, or say in chapter.json why the chapter does not run there: "tab": "…".`,
        );
    }
  }
}

function isSource(path: string): boolean {
  return path.startsWith('src/') && path.endsWith('.ts');
}

/** What a chapter runs on in a page: its code, without what only a command line uses. */
export function filesOf({ dir }: Chapter): Files {
  if (!existsSync(dir)) throw new Error(`${dir} is not there.`);
  return Object.fromEntries(readCode(dir));
}

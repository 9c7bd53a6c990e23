import { readImports } from '../imports.ts';
import { resolveIn } from '../support.ts';
import type { Files } from '../tab.ts';
import { opening, transpile } from '../transpile.ts';

/** Where a run begins: at the server, and at migrations, which are loaded by their names. */
const first = /^src\/(server|migrations\/.*)\.ts$/;

/** A module that exports, as default, what a run loads of `files`: a `BuiltFile` each, by path. */
export async function scriptOf(files: Files): Promise<string> {
  const lines = ['export default {'];
  for (const path of loadedOf(files)) {
    const { code, columns } = await transpile(files[path] ?? '', path);
    const known = JSON.stringify({ columns, line: lines.length + 2 });
    lines.push(
      `${JSON.stringify(path)}:{${known.slice(1, -1)},body:`,
      ...`${opening}${code}\n}},`.split('\n'),
    );
  }
  return [...lines, '};', ''].join('\n');
}

function loadedOf(files: Files): Set<string> {
  const loaded = new Set<string>();
  for (const path of Object.keys(files)) if (first.test(path)) visit(path);
  return loaded;

  function visit(path: string): void {
    const source = files[path];
    if (loaded.has(path) || source === undefined || !path.endsWith('.ts'))
      return;
    loaded.add(path);
    for (const { from } of readImports(source))
      if (from.startsWith('.')) visit(resolveIn(path, from));
  }
}

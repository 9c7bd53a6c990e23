import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join, sep } from 'node:path';
import { type Zippable, zipSync } from 'fflate';

/** The name of the archive, below the site's root. */
export const archive = 'ground-up-site.zip';

const packed = new Set(['.woff2', '.png']);

/**
 * A built site as an archive that any static server serves, also one that knows nothing but files and index.html. It
 * lies in the archive as the site does on its host: in the folder that `baseUrl` names.
 */
export function zipSite(build: string, baseUrl: string): Uint8Array {
  const prefix = baseUrl.slice(1);
  const entries: Zippable = {
    'READ-ME.txt': [new TextEncoder().encode(readMe(prefix)), { mtime }],
  };

  for (const path of filesIn(build)) {
    const level = packed.has(extname(path)) ? 0 : 6;
    const bytes = readFileSync(join(build, path));
    entries[prefix + placeOf(path)] = [bytes, { level, mtime }];
  }
  return zipSync(entries);
}

/** The same site gives the same archive. */
const mtime = new Date('2026-01-01T00:00:00');

/** A server asked for /learn/crud finds learn/crud/index.html, whatever it thinks of names without an ending. */
function placeOf(path: string): string {
  if (['index.html', '404.html'].includes(path)) return path;
  return path.endsWith('/index.html')
    ? path
    : path.replace(/\.html$/, '/index.html');
}

function filesIn(build: string): string[] {
  return readdirSync(build, { recursive: true, encoding: 'utf8' })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => path !== archive)
    .filter((path) => statSync(join(build, path)).isFile())
    .sort();
}

function readMe(prefix: string): string {
  return `Ground Up, the whole site, to read without a network.

It needs a static server, any one. In this folder:

    npx http-server -p 8080
or  python3 -m http.server 8080

Then open http://localhost:8080/${prefix}
`;
}

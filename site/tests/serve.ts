import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Media types by the ending of a file's name. */
export const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.txt': 'text/plain; charset=utf-8',
  '.patch': 'text/plain; charset=utf-8',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml',
  '.md': 'text/markdown; charset=utf-8',
  '.zip': 'application/zip',
  '.wasm': 'application/wasm',
};

/** Serves a built site as a static host does, compressed; gives its address without a final slash. */
export async function serveSite(
  folder: string,
  baseUrl = '/',
): Promise<{ url: string; server: Server }> {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(
      (request.url ?? '/').split(/[?#]/)[0] ?? '/',
    );
    const inside = path.startsWith(baseUrl) ? path.slice(baseUrl.length) : null;
    const file = inside === null ? undefined : findFile(folder, inside);
    const found = file ?? join(folder, '404.html');

    response.writeHead(file ? 200 : 404, {
      'Cache-Control': 'max-age=600',
      'Content-Type': types[extname(found)] ?? 'application/octet-stream',
      'Content-Encoding': 'gzip',
    });
    response.end(compressed(found));
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });

  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${baseUrl.replace(/\/$/, '')}`,
    server,
  };
}

/** Pages ask for the same files again and again, and compressing one takes longer than sending it. */
const known = new Map<string, Buffer>();

function compressed(file: string): Buffer {
  const bytes = known.get(file) ?? gzipSync(readFileSync(file));
  known.set(file, bytes);
  return bytes;
}

/** The file that a path stands for: itself, with `.html`, or the folder's index. */
export function findFile(folder: string, path: string): string | undefined {
  const candidates = [path, `${path}.html`, join(path, 'index.html')];
  return candidates
    .map((candidate) => join(folder, candidate))
    .find((file) => existsSync(file) && statSync(file).isFile());
}

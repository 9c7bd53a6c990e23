import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { policyLine } from '../tab/policy.ts';

/**
 * Writes the Content-Security-Policy of a page that runs a reader's code into the pages of a built site at these paths,
 * before anything else that a browser acts on. The scripts that stand in the page itself are allowed by their hashes.
 */
export function securePages(build: string, paths: string[]): void {
  for (const path of paths) {
    const file = join(build, `${path}.html`);
    if (!existsSync(file)) throw new Error(`${path}.html was not built.`);
    const html = readFileSync(file, 'utf8');
    const policy = policyLine({ 'script-src': hashesOf(html).join(' ') });
    const meta = `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
    const secured = html.replace(/<meta charset=[^>]+>/i, `$&${meta}`);
    if (secured === html)
      throw new Error(`${path}.html has no <meta charset> to stand after.`);
    writeFileSync(file, secured);
  }
}

/** The hashes of the scripts that stand in a page itself (CSP Level 3, 2.3.1). */
function hashesOf(html: string): string[] {
  const scripts = html.matchAll(
    /<script(?![^>]*\ssrc=)[^>]*>([^]*?)<\/script>/g,
  );
  return Array.from(scripts, ([, text = '']) => {
    const hash = createHash('sha256').update(text).digest('base64');
    return `'sha256-${hash}'`;
  });
}

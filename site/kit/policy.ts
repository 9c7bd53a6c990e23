import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { policy } from './policy-directives.ts';

/** Writes the policy into the pages of a built site at these paths, before anything else that a browser acts on. */
export function securePages(build: string, paths: string[]): void {
  for (const path of paths) {
    const file = join(build, `${path}.html`);
    if (!existsSync(file)) throw new Error(`${path}.html was not built.`);
    const html = readFileSync(file, 'utf8');
    const scripts = ["'self'", ...hashesOf(html)];
    const text = policyText({
      ...policy,
      'script-src': [...scripts, ...(policy['script-src'] ?? []).slice(1)],
    });
    const meta = `<meta http-equiv="Content-Security-Policy" content="${text}">`;
    const secured = html.replace(/<meta charset=[^>]+>/i, `$&${meta}`);
    if (secured === html) throw new Error(`${path}.html has no place for it.`);
    writeFileSync(file, secured);
  }
}

/** A policy as a header has it. */
export function policyText(directives: Record<string, string[]>): string {
  return Object.entries(directives)
    .map(([name, values]) => [name, ...values].join(' '))
    .join('; ');
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

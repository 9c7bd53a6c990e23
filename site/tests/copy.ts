import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { kit } from './setup.ts';

/** A folder for temporary files of a test file. It goes when its tests are done. */
export const scratch = mkdtempSync(join(tmpdir(), 'ground-up site '));
after(() => rmSync(scratch, { recursive: true, force: true }));

/** A copy of what the site is derived from, and of `others`, paths from the repository's root. */
export function copyKit(...others: string[]): string {
  const dir = mkdtempSync(join(scratch, 'kit '));
  const names = [
    ...['chapters', 'README.md', 'CONTRIBUTING.md', 'LICENSE'],
    ...['CODE_OF_CONDUCT.md', 'site/glossary.yml', 'site/docs'],
    'tests/servers',
  ];
  for (const name of [...names, ...others]) {
    cpSync(join(kit.root, name), join(dir, name), {
      recursive: true,
      filter: (path) => !path.includes('node_modules'),
    });
  }
  return dir;
}

import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { type Files, root } from './chapters.ts';
import { writeFiles } from './write.ts';

/**
 * A folder inside the repository (so that packages are found) that holds `files`: absolute path. The same files are
 * the same folder, other files another one, so that modules loaded from it can be kept.
 */
export function stage(name: string, files: Files): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([...files]))
    .digest('hex')
    .slice(0, 12);
  const folder = join(root, '.ground-up', 'stage');
  const dir = join(folder, `${name}-${hash}`);
  if (existsSync(dir)) return dir;

  mkdirSync(folder, { recursive: true });
  const half = mkdtempSync(join(folder, '.new-'));
  writeFiles(half, files);
  try {
    renameSync(half, dir);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(dir)) throw error;
  }
  return dir;
}

import { chmodSync, mkdirSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { folder, programs } from '../../shared/bin/postgres/install.js';

const installed = folder();
const [release = ''] = relative(installed, programs()).split(sep);

/** A folder for GROUND_UP_CACHE with the PostgreSQL that is installed, and no data. Remove it in the end. */
export function makeCache(): string {
  const cache = openFolder();
  mkdirSync(join(cache, 'postgres'));
  symlinkSync(
    join(installed, release),
    join(cache, 'postgres', release),
    'junction',
  );
  return cache;
}

/** A new folder that every user can read: root runs PostgreSQL as another one. */
export function openFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'ground-up-'));
  chmodSync(dir, 0o755);
  return dir;
}

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lock, PackageJson } from '../lock.ts';
import { UserError } from '../user-error.ts';

type Value = unknown;
type Fields = Record<string, Value>;

/** The workspace's package.json. Throws a UserError when it is missing or not JSON. */
export function readPackageJson(dir: string): PackageJson {
  const file = join(dir, 'package.json');
  const manifest = existsSync(file) ? read(file) : undefined;
  if (isFields(manifest)) return manifest;
  throw new UserError(
    `${file} is missing or not JSON. Mend it (git checkout package.json brings back the committed one), then try again.`,
  );
}

/** A lock file; undefined when it is missing, broken or of another version. */
export function readLock(dir: string): Lock | undefined {
  const file = join(dir, 'package-lock.json');
  const lock = existsSync(file) ? read(file) : undefined;
  return isFields(lock) && isFields(lock.packages)
    ? (lock as unknown as Lock)
    : undefined;
}

/**
 * Makes in `ours` what `theirs` changed since `base`, field by field. Where both changed a field otherwise, theirs
 * wins and its path goes to `overruled`.
 */
export function mergePackageJson(
  ours: PackageJson,
  base: PackageJson,
  theirs: PackageJson,
): { manifest: PackageJson; overruled: string[] } {
  const overruled: string[] = [];
  const manifest = mergeFields(ours, base, theirs, [], overruled);
  return { manifest, overruled };
}

export function packageJsonText(manifest: PackageJson): string {
  return `${JSON.stringify(manifest, undefined, 2)}\n`;
}

function mergeFields(
  ours: Fields,
  base: Fields,
  theirs: Fields,
  path: string[],
  overruled: string[],
): Fields {
  const keys = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])];
  const isSorted = path.at(-1)?.toLowerCase().endsWith('dependencies');
  if (isSorted) keys.sort((a, b) => a.localeCompare(b, 'en'));

  return Object.fromEntries(
    keys
      .map((key): [string, Value] => {
        const where = [...path, key];
        const values = [ours[key], base[key], theirs[key]] as const;
        return [key, mergeValue(...values, where, overruled)];
      })
      .filter(([, value]) => value !== undefined),
  );
}

function mergeValue(
  ours: Value,
  base: Value,
  theirs: Value,
  path: string[],
  overruled: string[],
): Value {
  if (isSame(theirs, base) || isSame(theirs, ours)) return ours;
  if (isSame(ours, base)) return theirs;
  if (isFields(ours) && isFields(theirs)) {
    const before = isFields(base) ? base : {};
    return mergeFields(ours, before, theirs, path, overruled);
  }

  overruled.push(path.join('.'));
  return theirs;
}

function isSame(a: Value, b: Value): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function isFields(value: Value): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function read(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

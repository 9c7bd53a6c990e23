import { applyPatch, parsePatch, type StructuredPatch } from 'diff';
import type { Files } from './chapters.ts';

const none = '/dev/null';

/** `files` with a unified diff applied; undefined when it does not apply, or is none. */
export function applySolution(files: Files, patch: string): Files | undefined {
  const parts = parse(patch);
  if (!parts) return undefined;

  const patched = new Map(files);
  for (const part of parts) {
    const path = pathOf(part);
    const before = part.oldFileName === none ? '' : patched.get(path);
    const after = before === undefined ? false : applyPatch(before, part);
    if (after === false) return undefined;
    if (part.newFileName === none) patched.delete(path);
    else patched.set(path, after);
  }

  return patched;
}

/** The paths of the files that a unified diff changes; none when it cannot be read. */
export function pathsOf(patch: string): string[] {
  return (parse(patch) ?? []).map((part) => pathOf(part));
}

function parse(patch: string): StructuredPatch[] | undefined {
  try {
    return parsePatch(patch);
  } catch {
    return undefined;
  }
}

function pathOf({ oldFileName = '', newFileName = '' }: StructuredPatch) {
  return newFileName === none
    ? oldFileName.replace(/^a\//, '')
    : newFileName.replace(/^b\//, '');
}

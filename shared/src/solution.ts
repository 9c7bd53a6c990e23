import { applyPatch, parsePatch } from 'diff';
import type { Files } from './chapters.ts';

/** `files` with a unified diff applied; undefined when it does not apply. */
export function applySolution(files: Files, patch: string): Files | undefined {
  const patched = new Map(files);

  for (const part of parsePatch(patch)) {
    const path = (part.newFileName ?? '').replace(/^b\//, '');
    const before = part.oldFileName === '/dev/null' ? '' : patched.get(path);
    const after = before === undefined ? false : applyPatch(before, part);
    if (after === false) return undefined;
    patched.set(path, after);
  }

  return patched;
}

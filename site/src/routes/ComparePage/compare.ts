import { hunksBetween } from '../../../../shared/src/hunks.ts';
import { toDiffFile } from '../../../kit/diff-page.ts';
import type { DiffFile } from '../../../kit/types.ts';

/** The files that differ between two snapshots, as the kit's own diff has them. Loaded when it is needed. */
export function compareFiles(
  before: Record<string, string>,
  after: Record<string, string>,
): DiffFile[] {
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])];

  return paths
    .sort()
    .filter((path) => before[path] !== after[path])
    .map((path) => {
      const texts = { before: before[path] ?? '', after: after[path] ?? '' };
      return toDiffFile({
        path,
        status:
          path in before ? (path in after ? 'modified' : 'removed') : 'added',
        ...texts,
        hunks: hunksBetween(texts.before, texts.after),
      });
    });
}

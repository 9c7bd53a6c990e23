import { spawnSync } from 'node:child_process';

export const howToGetPython =
  'Install Python 3.9 or later from https://python.org.';

/** The program of a Python of 3.9 or later; undefined where there is none. */
export function findPython() {
  const isNewEnough = 'import sys; sys.exit(sys.version_info < (3, 9))';
  return ['python3', 'python'].find(
    (name) => spawnSync(name, ['-c', isNewEnough]).status === 0,
  );
}

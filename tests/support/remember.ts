import { afterAll } from 'vitest';
import type { provable } from '../../shared/bin/proved.js';

/** What decides how a contract suite ends, besides the chapter. */
export const contractFiles = ['shared/bin', 'shared/src', 'tests/contract'];

/** Remembers what is proved when all tests of the `describe` that calls this have passed. */
export function rememberWhenPassed(unit: ReturnType<typeof provable>) {
  afterAll(({}, { tasks }) => {
    if (tasks.every(({ result }) => result?.state === 'pass'))
      unit.remember(tasks.length);
  });
}

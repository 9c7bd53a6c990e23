/** Runs tests of many chapters in one Vitest, as each chapter's own configuration says. */
import { join } from 'node:path';

export default {
  test: {
    root: join(import.meta.dirname, '..', '..', 'chapters'),
    include: ['*/tests/**/*.test.ts'],
    isolate: false,
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
};

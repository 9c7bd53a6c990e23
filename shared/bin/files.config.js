import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/** Runs the test files that a JSON file names, and nothing else. */
export default defineConfig({
  test: {
    include: JSON.parse(readFileSync(process.env.GROUND_UP_FILES, 'utf8')),
    pool: 'forks',
    isolate: false,
    maxWorkers: availableParallelism(),
  },
});

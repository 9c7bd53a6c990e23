import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const files = JSON.parse(readFileSync(process.env.GROUND_UP_FILES, 'utf8'));

/** Runs the test files that a JSON file names, and nothing else. */
export default defineConfig({
  test: {
    include: files,
    pool: 'forks',
    isolate: false,
    maxWorkers: files.length < 10 ? 1 : availableParallelism(), // a worker costs half a second
  },
});

import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

const files = JSON.parse(readFileSync(process.env.GROUND_UP_FILES, 'utf8'));

/** Runs the test files that a JSON file names, and nothing else. */
export default defineConfig({
  test: {
    include: files,
    pool: 'forks',
    isolate: false,
    maxWorkers: 1, // other runs go on beside this one: a second worker would load everything again
  },
});

import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['chapters/*/tests/**/*.test.ts', 'tests/**/*.test.ts'],
    pool: 'forks',
    isolate: false,
    maxWorkers: availableParallelism(),
    // Chapters that are booted are loaded by Node itself, as a student's are.
    server: { deps: { external: [/import-typescript\.js$/] } },
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});

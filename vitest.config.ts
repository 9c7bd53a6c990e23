import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { listFolders } from './shared/bin/kit.js';
import { usesPostgres } from './shared/bin/postgres.js';

const databaseUrl = process.env.GROUND_UP_POSTGRES;

/** The chapters' tests once more, on the server that `npm test` has found or started. */
const postgres = {
  extends: true as const,
  test: {
    name: 'postgres',
    include: listFolders()
      .filter((folder) => usesPostgres(folder))
      .map(({ name }) => `chapters/${name}/tests/**/*.test.ts`),
    provide: { databaseUrl },
  },
};

export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'kit',
          include: ['chapters/*/tests/**/*.test.ts', 'tests/**/*.test.ts'],
        },
      },
      ...(databaseUrl ? [postgres] : []),
    ],
    pool: 'forks',
    isolate: false,
    maxWorkers: availableParallelism(),
    // Chapters that are booted are loaded by Node itself, as a student's are.
    server: { deps: { external: [/import-typescript\.js$/] } },
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});

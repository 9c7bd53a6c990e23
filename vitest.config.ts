import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { listFolders } from './shared/bin/kit.js';
import { usesPostgres } from './shared/bin/postgres.js';
import { listChapters } from './shared/src/chapters.ts';
import { copyAll } from './shared/src/proofs/alone.ts';

const databaseUrl = process.env.GROUND_UP_POSTGRES;
const copies = process.env.GROUND_UP_ALONE;

/** The chapters' tests: in copies that stand alone, if there is a folder for them, or else in place. */
const chapters = {
  extends: true as const,
  root: copies ?? 'chapters',
  test: { name: 'chapters', include: ['*/tests/**/*.test.ts'] },
};
if (copies) await copyAll(listChapters(), copies);

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

/** These wait for other processes, longer than all others: the others run meanwhile. */
const slow = ['proofs.test.ts', 'workspace.test.ts'];

class SlowFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]) {
    const sorted = await super.sort(files);
    const place = ({ moduleId }: TestSpecification) =>
      [...slow, basename(moduleId)].indexOf(basename(moduleId));
    return sorted.sort((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: SlowFirst },
    projects: [
      {
        extends: true,
        test: { name: 'kit', include: ['tests/**/*.test.ts'] },
      },
      chapters,
      ...(databaseUrl ? [postgres] : []),
    ],
    pool: 'forks',
    isolate: false,
    maxWorkers: availableParallelism(),
    // Chapters that are booted are loaded by Node itself, as a student's are.
    server: { deps: { external: [/import-typescript\.js$/] } },
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});

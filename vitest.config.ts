import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { listFolders, root } from './shared/bin/kit.js';
import { usesPostgres } from './shared/bin/postgres.js';
import { chapterTests, kitTests } from './shared/bin/proved.js';
import { listChapters } from './shared/src/chapters.ts';
import { copyAll } from './shared/src/proofs/alone.ts';

const databaseUrl = process.env.GROUND_UP_POSTGRES;
const copies = process.env.GROUND_UP_ALONE;

/** These know themselves what in them has been proved. */
const inParts = ['contract.test.ts', 'mutants.test.ts', 'proofs.test.ts'];
const kitFiles = readdirSync(join(root, 'tests')).filter(
  (file) =>
    file.endsWith('.test.ts') &&
    (inParts.includes(file) || !kitTests(file).isProved),
);

/** The test files of those `folders` that are not proved in `project`. */
const unproved = (project: string, folders = listFolders()) =>
  folders
    .filter(({ name }) => !chapterTests(name, project).isProved)
    .map(({ name }) => `${name}/tests/**/*.test.ts`);

/** The chapters' tests: in copies that stand alone, if there is a folder for them, or else in place. */
const chapters = {
  extends: true as const,
  root: copies ?? 'chapters',
  test: { name: 'chapters', include: unproved('chapters') },
};
if (copies) await copyAll(listChapters(), copies);

/** The chapters' tests once more, on the server that `npm test` has found or started. */
const postgres = {
  extends: true as const,
  root: 'chapters',
  test: {
    name: 'postgres',
    include: unproved('postgres', listFolders().filter(usesPostgres)),
    provide: { databaseUrl },
    setupFiles: [join(root, 'shared', 'bin', 'known-version.js')],
  },
};

/** These wait for other processes, longer than all others: the others run meanwhile. */
const slow = [
  'proofs.test.ts',
  'student-way.test.ts',
  'commands-hard.test.ts',
  'grade.test.ts',
  'update.test.ts',
  'workspace.test.ts',
];

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
        test: { name: 'kit', include: kitFiles.map((file) => `tests/${file}`) },
      },
      chapters,
      ...(databaseUrl ? [postgres] : []),
    ],
    passWithNoTests: process.env.GROUND_UP_PROVED !== undefined,
    pool: 'forks',
    isolate: false,
    // One more than there are cores: many tests wait for a server, a database or a clock.
    maxWorkers: availableParallelism() + 1,
    // Chapters that are booted are loaded by Node itself, as a student's are.
    server: { deps: { external: [/import-typescript\.js$/] } },
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});

import { MigrationError } from 'umzug';
import { adopt } from './adopt.ts';
import { explainFailure } from './failure.ts';
import { refuseTwins } from './files.ts';
import { createMigrator, ownFolder, recordedNames } from './migrator.ts';
import { inSession, type Place, type Session } from './session.ts';
import { MigrateError } from './types.ts';

export type Run = Session & ReturnType<typeof createRun>;

/** Works with the migrations of `folder`, alone, on a database that keeps a record of them. */
export async function withMigrations<Result>(
  place: Place,
  work: (run: Run) => Promise<Result>,
  folder = ownFolder,
) {
  await refuseTwins(folder);

  return inSession(place, async (session) => {
    await adopt(session, place, folder);
    const run = createRun(session, folder);

    return work({ ...session, ...run }).catch(async (error: unknown) => {
      if (!(error instanceof MigrationError)) throw error;
      await session.rollback();
      throw new MigrateError(explainFailure(error, session), { cause: error });
    });
  });
}

/** Runs all that is pending: here, or while this waits, in another instance that starts. */
export function migrateUp(place: Place, folder?: string) {
  return withMigrations(place, ({ up }) => up(), folder);
}

function createRun(session: Session, folder: string) {
  const migrator = createMigrator(session, folder);
  const pending = async () => namesOf(await migrator.pending());
  const applied = async () => namesOf(await migrator.executed());

  async function unknown() {
    const known = await applied();
    const names = await recordedNames(session);
    return names.filter((name) => !known.includes(name));
  }

  /** What was built by a migration that is not known here is nothing to build on. */
  async function refuseStrangers(remedy: string) {
    const [stranger] = await unknown();
    if (stranger)
      throw new MigrateError(
        `${stranger} is applied, and its file is not here. ${remedy} where its file is.`,
      );
  }

  async function up(options: { to?: string } = {}) {
    if ((await pending()).length > 0) await refuseStrangers('Run up');
    return namesOf(await migrator.up(options)).map((name) => `applied ${name}`);
  }

  async function down(step = 1) {
    if ((await applied()).length === 0)
      throw new MigrateError(
        'There is nothing to undo: no migration is applied.',
      );
    await refuseStrangers('Undo it');

    return namesOf(await migrator.down({ step })).map(
      (name) => `undone ${name}`,
    );
  }

  async function to(name: string) {
    const names = await applied();
    if (names.includes(name))
      return down(names.length - 1 - names.indexOf(name));
    if ((await pending()).includes(name)) return up({ to: name });

    throw new MigrateError(
      `There is no migration ${name}. See their names with status.`,
    );
  }

  return { folder, pending, applied, unknown, refuseStrangers, up, down, to };
}

function namesOf(list: { name: string }[]) {
  return list.map(({ name }) => name);
}

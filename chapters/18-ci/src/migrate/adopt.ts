import type { Settings } from '../settings.ts';
import { compare, sentenceOf } from './compare.ts';
import { createMigrator, createRecord } from './migrator.ts';
import { type Part, readParts } from './parts.ts';
import { inScratch } from './scratch.ts';
import { createSession, type Session } from './session.ts';
import { MigrateError } from './types.ts';

/** Makes the table of records, if there is none. Migrations that have run without it are those whose tables are there. */
export async function adopt(
  session: Session,
  settings: Settings,
  folder: string,
) {
  const found = await readParts(session);
  if (found.some(({ table }) => table === 'migrations')) return;

  if (session.dialect === 'mysql' && found.length > 0)
    throw new MigrateError(
      'This database has tables and no record of migrations. Whether they are those of a migration can be told on SQLite and PostgreSQL only. Choose an empty database, or make the record by hand: CREATE TABLE migrations (name VARCHAR(255) PRIMARY KEY), and a row for each migration whose tables are there.',
    );

  const names = found.length > 0 ? await stateOf(found, settings, folder) : [];
  await session.begin();
  await createRecord(session);
  for (const name of names)
    await session.sql('INSERT INTO migrations (name) VALUES ($1)', [name]);
  await session.commit();
}

/** The first migrations, up to the one after which the tables are as `found`. */
async function stateOf(found: Part[], settings: Settings, folder: string) {
  const states = await readStates(settings, folder);
  const tables = new Set(
    states.flatMap(({ parts }) => parts.map(({ table }) => table)),
  );
  const ours = found.filter(({ table }) => tables.has(table));
  if (ours.length === 0) return [];

  const [nearest] = states
    .map(({ name, parts }) => ({ name, differences: compare(ours, parts) }))
    .sort((a, b) => a.differences.length - b.differences.length);
  const [difference] = nearest?.differences ?? [];
  if (difference)
    throw new MigrateError(
      `This database has tables and no record of migrations, and they are not those of migration ${nearest?.name}. ${sentenceOf(difference, 'the migrations')} Change the tables until they agree, or choose another database.`,
    );

  const names = states.map(({ name }) => name);
  return names.filter((name) => name <= (nearest?.name ?? ''));
}

function readStates(settings: Settings, folder: string) {
  return inScratch(settings, async (sequelize) => {
    const scratch = createSession(sequelize);
    await createRecord(scratch);
    const migrator = createMigrator(scratch, folder);

    const states: { name: string; parts: Part[] }[] = [];
    for (const { name } of await migrator.pending()) {
      await migrator.up({ to: name });
      const parts = await readParts(scratch);
      const tables = parts.filter(({ table }) => table !== 'migrations');
      states.push({ name, parts: tables });
    }
    return states;
  });
}

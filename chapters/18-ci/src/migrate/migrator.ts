import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Umzug } from 'umzug';
import type { Session } from './session.ts';
import type { Context, Migration } from './types.ts';

export const ownFolder = join(import.meta.dirname, '../migrations');

/** Umzug on one connection: each migration is one transaction with its record. */
export function createMigrator(session: Session, folder: string) {
  const { sql, begin, commit } = session;
  const umzug = new Umzug({
    context: session,
    logger: undefined,
    migrations: { glob: ['[0-9]*.ts', { cwd: folder }], resolve },
    storage: {
      executed: () => recordedNames(session),
      async logMigration({ name }) {
        await sql('INSERT INTO migrations (name) VALUES ($1)', [name]);
      },
      async unlogMigration({ name }) {
        await sql('DELETE FROM migrations WHERE name = $1', [name]);
      },
    },
  });

  umzug.on('migrating', begin);
  umzug.on('migrated', commit);
  umzug.on('reverting', begin);
  umzug.on('reverted', commit);
  return umzug;
}

export async function createRecord({ sql }: Context) {
  await sql('CREATE TABLE migrations (name VARCHAR(255) PRIMARY KEY)');
}

export async function recordedNames({ sql }: Context) {
  const rows = await sql<{ name: string }>('SELECT name FROM migrations');

  return rows.map(({ name }) => name).sort();
}

function resolve({ name, path = '' }: { name: string; path?: string }) {
  const run = async (direction: 'up' | 'down', context: Context) => {
    const file = (await import(pathToFileURL(path).href)) as Record<
      typeof direction,
      Migration
    >;
    await file[direction](context);
  };

  return {
    name: basename(name, '.ts'),
    path,
    up: ({ context }: { context: Context }) => run('up', context),
    down: ({ context }: { context: Context }) => run('down', context),
  };
}

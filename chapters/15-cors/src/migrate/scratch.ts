import type {
  ModelAttributes,
  QueryInterfaceCreateTableOptions,
  Sequelize,
} from 'sequelize';
import { connect } from '../connect.ts';
import type { Settings } from '../settings.ts';
import { MigrateError } from './types.ts';

/** Works on a database whose tables are gone with its one connection. */
export async function inScratch<Result>(
  settings: Settings,
  work: (sequelize: Sequelize) => Promise<Result>,
) {
  const databaseUrl = scratchUrl(settings.databaseUrl);
  const sequelize = connect({ ...settings, poolSize: 1, databaseUrl });

  return work(sequelize).finally(() => sequelize.close());
}

function scratchUrl(databaseUrl: string) {
  if (databaseUrl.startsWith('sqlite:')) return 'sqlite::memory:';
  if (!databaseUrl.startsWith('postgres'))
    throw new MigrateError(
      'Tables can be compared on SQLite and PostgreSQL only.',
    );

  const url = new URL(databaseUrl);
  url.searchParams.set('options', '-c search_path=pg_temp');
  return url.href;
}

/** `sync` would take the indexes of every schema for its own, and leave them out. */
export async function createModelTables(sequelize: Sequelize) {
  const tables = sequelize.getQueryInterface();

  for (const model of Object.values(sequelize.models)) {
    const { tableAttributes, uniqueKeys } = model as unknown as {
      tableAttributes: ModelAttributes;
      uniqueKeys: QueryInterfaceCreateTableOptions['uniqueKeys'];
    };
    await tables.createTable(model.tableName, tableAttributes, { uniqueKeys });
    for (const index of model.options.indexes ?? [])
      await tables.addIndex(model.tableName, {
        ...index,
        fields: index.fields ?? [],
      });
  }
}

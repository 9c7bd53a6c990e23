import type { Sequelize } from 'sequelize';
import { connect } from '../connect.ts';
import type { Settings } from '../settings.ts';
import { createSql } from '../sql.ts';
import { type Context, type Dialect, MigrateError, types } from './types.ts';

const patienceMs = 600_000;

/** SQLite waits a second by itself. Longer would keep others in this process from their thread. */
const retry = {
  match: [/SQLITE_BUSY/],
  max: patienceMs / 1000,
  backoffExponent: 1,
};

/** On SQLite the whole run is one transaction, and each migration a savepoint in it. */
const statements = {
  sqlite: {
    lock: 'BEGIN IMMEDIATE',
    begin: 'SAVEPOINT migration',
    commit: 'RELEASE migration',
    rollback: 'ROLLBACK TO migration',
    unlock: 'COMMIT',
  },
  postgres: {
    lock: "SELECT pg_advisory_lock(hashtextextended('migrations ' || current_schema(), 0))",
    begin: 'BEGIN',
    commit: 'COMMIT',
    rollback: 'ROLLBACK',
    unlock: 'SELECT pg_advisory_unlock_all()',
  },
  mysql: {
    lock: `SELECT GET_LOCK(MD5(CONCAT('migrations ', DATABASE())), ${patienceMs / 1000})`,
    begin: 'START TRANSACTION',
    commit: 'COMMIT',
    rollback: 'ROLLBACK',
    unlock: 'SELECT RELEASE_ALL_LOCKS()',
  },
};

export interface Session extends Context {
  begin: () => Promise<void>;
  commit: () => Promise<void>;
  rollback: () => Promise<void>;
}

export function createSession(sequelize: Sequelize): Session {
  const sql = createSql(sequelize);
  const dialect = sequelize.getDialect() as Dialect;
  const { begin, commit, rollback } = statements[dialect];
  const run = async (text: string) => void (await sql(text));

  return {
    sql,
    dialect,
    types: types[dialect],
    begin: () => run(begin),
    commit: () => run(commit),
    rollback: () => run(rollback),
  };
}

/** Where the tables are. A database in memory is there for the app's own connections alone. */
export type Place = Settings & { app?: Sequelize };

/** Works on one connection, which holds the lock of the database until the work is done. */
export async function inSession<Result>(
  { app, ...settings }: Place,
  work: (session: Session) => Promise<Result>,
) {
  const shared = settings.databaseUrl === 'sqlite::memory:' ? app : undefined;
  const sequelize =
    shared ??
    connect(
      { ...settings, poolSize: 1, databaseTimeoutMs: patienceMs },
      { min: 1 },
    );
  const session = createSession(sequelize);
  const { lock, unlock } = statements[session.dialect];

  try {
    await sequelize.query(lock, { retry });
    if (!shared) sequelize.addHook('beforeConnect', refuse);
    return await work(session).finally(() => session.sql(unlock));
  } finally {
    if (!shared) await sequelize.close();
  }
}

function refuse() {
  throw new MigrateError('The connection that held the lock is gone.');
}

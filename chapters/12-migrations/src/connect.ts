import mysql2 from 'mysql2';
import pg from 'pg';
import { type PoolOptions, Sequelize } from 'sequelize';
import sqlite3 from 'sqlite3';
import type { Settings } from './settings.ts';

/** Prepares connections to the database. The first one is made when the first statement needs it. */
export function connect(
  { databaseUrl, databaseTimeoutMs, logSql, poolSize }: Settings,
  pool: PoolOptions = {},
) {
  const [, storage] = /^sqlite:(.+)/.exec(databaseUrl) ?? [];
  const logging = logSql && ((text: string) => console.log(text));

  return storage
    ? new Sequelize({
        dialect: 'sqlite',
        dialectModule: sqlite3,
        storage,
        retry: { max: 1 },
        logging,
      })
    : new Sequelize(databaseUrl.replace(/^mariadb:/, 'mysql:'), {
        dialectModule: databaseUrl.startsWith('postgres') ? pg : mysql2,
        dialectOptions: timeouts(databaseUrl, databaseTimeoutMs),
        pool: { max: poolSize, acquire: databaseTimeoutMs, ...pool },
        logging,
      });
}

function timeouts(url: string, ms: number) {
  return url.startsWith('postgres')
    ? {
        connectionTimeoutMillis: ms,
        statement_timeout: ms,
        query_timeout: 2 * ms,
      }
    : { connectTimeout: ms };
}

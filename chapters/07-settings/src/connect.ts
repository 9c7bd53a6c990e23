import mysql2 from 'mysql2';
import pg from 'pg';
import { Sequelize } from 'sequelize';
import sqlite3 from 'sqlite3';
import type { Settings } from './settings.ts';

/** Prepares connections to the database. The first one is made when the first statement needs it. */
export function connect({ databaseUrl, logSql }: Settings) {
  const [, storage] = /^sqlite:(.+)/.exec(databaseUrl) ?? [];
  const logging = logSql && ((text: string) => console.log(text));

  return storage
    ? new Sequelize({
        dialect: 'sqlite',
        dialectModule: sqlite3,
        storage,
        logging,
      })
    : new Sequelize(databaseUrl.replace(/^mariadb:/, 'mysql:'), {
        dialectModule: databaseUrl.startsWith('postgres') ? pg : mysql2,
        pool: { max: 10 },
        logging,
      });
}

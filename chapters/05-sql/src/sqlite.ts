import { promisify } from 'node:util';
import sqlite3 from 'sqlite3';
import type { Sql } from './sql.ts';

/** Opens the SQLite database in `file`, or one in memory if that is `:memory:`. */
export async function openSqlite(file: string) {
  const connection = await connect(file);
  const all = promisify<string, unknown[], never[]>(
    connection.all.bind(connection),
  );

  const sql: Sql = (text, values = []) =>
    all(
      text.replaceAll(/\$(\d+)/g, '?$1'),
      values.map((value) => value ?? null),
    );

  return { dialect: 'sqlite' as const, sql, close: closing(connection) };
}

function connect(file: string) {
  return new Promise<sqlite3.Database>((resolve, reject) => {
    const connection = new sqlite3.Database(file, (error) =>
      error ? reject(error) : resolve(connection),
    );
  });
}

function closing(connection: sqlite3.Database) {
  return promisify(connection.close.bind(connection));
}

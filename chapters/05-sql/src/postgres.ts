import pg from 'pg';
import type { Sql } from './sql.ts';

/** Opens a pool of at most ten connections to the PostgreSQL server at `url`. */
export async function openPostgres(url: string) {
  const pool = new pg.Pool({ connectionString: url, max: 10 });
  pool.on('error', (error) => console.error(error.message));

  const sql: Sql = async (text, values = []) => {
    const { rows } = await pool.query(text, values);
    return rows as never[];
  };

  return { dialect: 'postgres' as const, sql, close: () => pool.end() };
}

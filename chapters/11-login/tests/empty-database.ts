import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    databaseUrl?: string;
  }
}

/** An empty database: a SQLite file, or a schema of its own on the PostgreSQL server that the test run names. */
export async function emptyDatabase() {
  const server = inject('databaseUrl');

  return server ? emptySchema(server) : emptyFile();
}

async function emptyFile() {
  const folder = await mkdtemp(join(tmpdir(), 'posts-'));

  return {
    url: `sqlite:${join(folder, 'data.sqlite')}`,
    remove: () => rm(folder, { recursive: true }),
  };
}

/** One connection makes and drops the schemas of all tests. It does not keep the process from ending. */
let pool: pg.Pool | undefined;

async function emptySchema(server: string) {
  const options = { connectionString: server, max: 1, allowExitOnIdle: true };
  const schemas = (pool ??= new pg.Pool(options));
  const run = async (text: string) => void (await schemas.query(text));
  const schema = `test_${randomUUID().replaceAll('-', '')}`;
  await run(`CREATE SCHEMA ${schema}`);

  const url = new URL(server);
  url.searchParams.set('options', `-c search_path=${schema}`);
  return {
    url: url.href,
    remove: () => run(`DROP SCHEMA ${schema} CASCADE`),
  };
}

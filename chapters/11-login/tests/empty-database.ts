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

async function emptySchema(server: string) {
  const schema = `test_${randomUUID().replaceAll('-', '')}`;
  await run(server, `CREATE SCHEMA ${schema}`);

  const url = new URL(server);
  url.searchParams.set('options', `-c search_path=${schema}`);
  return {
    url: url.href,
    remove: () => run(server, `DROP SCHEMA ${schema} CASCADE`),
  };
}

async function run(server: string, text: string) {
  const client = new pg.Client(server);
  await client.connect();
  await client.query(text);
  await client.end();
}

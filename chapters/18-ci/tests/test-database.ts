import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { TestProject } from 'vitest/node';

/** Makes a database on the server of DATABASE_URL before the first test, and drops it after the last. */
export default async function setup({ provide }: TestProject) {
  const { url, drop } = await createTestDatabase(process.env['DATABASE_URL']);
  provide('databaseUrl', url);

  return drop;
}

/** A new database beside the one that `server` names, which is not touched. */
export async function createTestDatabase(server = '') {
  if (!/^postgres(ql)?:\/\//.test(server))
    throw new Error(
      'DATABASE_URL names no PostgreSQL. Set it: postgres://USER:PASSWORD@HOST:5432/postgres',
    );

  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await run(server, `CREATE DATABASE ${name}`);

  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    name,
    url: url.href,
    drop: () => run(server, `DROP DATABASE ${name} WITH (FORCE)`),
  };
}

async function run(server: string, text: string) {
  const client = new pg.Client(server);
  await client.connect();
  await client.query(text);
  await client.end();
}

import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { usesPostgres } from '../../shared/bin/postgres.js';
import { boot } from '../../shared/src/boot.ts';
import type { Chapter } from '../../shared/src/chapters.ts';

/** What a chapter can keep its posts in. */
export interface Database {
  where: 'in memory' | 'on SQLite' | 'on PostgreSQL';
  /** Serves the app of the chapter in `dir`, with no data. What it wrote is gone after `close`. */
  serve(dir: string, env?: Record<string, string>): ReturnType<typeof boot>;
}

const sqlite: Database = {
  where: 'on SQLite',
  serve: (dir, env) => boot(dir, { env }),
};

/** The PostgreSQL that `npm test` names, with a schema for each app; undefined when there is none. */
export function postgres(): Database | undefined {
  const server = process.env.GROUND_UP_POSTGRES;
  return server
    ? {
        where: 'on PostgreSQL',
        serve: (dir, env) => serveOnPostgres(server, dir, env),
      }
    : undefined;
}

/** Where `chapter` keeps its posts, as far as that is here. */
export function databasesOf(chapter: Chapter): Database[] {
  if (!usesPostgres(chapter)) return [{ ...sqlite, where: 'in memory' }];

  return [sqlite, postgres()].filter((database) => database !== undefined);
}

async function serveOnPostgres(
  server: string,
  dir: string,
  env?: Record<string, string>,
) {
  const schema = `contract_${randomUUID().replaceAll('-', '')}`;
  const remove = () => run(server, `DROP SCHEMA ${schema} CASCADE`);
  await run(server, `CREATE SCHEMA ${schema}`);

  const url = new URL(server);
  url.searchParams.set('options', `-c search_path=${schema}`);
  try {
    const server = await boot(dir, { databaseUrl: url.href, env });
    return { ...server, close: () => server.close().finally(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function run(server: string, text: string) {
  const client = new pg.Client(server);
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}

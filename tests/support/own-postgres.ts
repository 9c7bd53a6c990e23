import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import pg from 'pg';
import { vi } from 'vitest';
import { startPostgres } from '../../shared/bin/postgres.js';
import { control } from '../../shared/bin/postgres/programs.js';
import { makeCache } from './postgres-cache.ts';

export type OwnPostgres = Awaited<ReturnType<typeof ownPostgres>>;

/** A PostgreSQL that nobody else has: it can be stopped, and started again at the same address. */
export async function ownPostgres() {
  const cache = makeCache();
  const server = await startIn(cache);
  const { url } = server;
  const { folder, cluster } = await describe(url);
  const options = `-c port=${new URL(url).port} -c cluster_name=${cluster} -c fsync=off`;

  return {
    url,
    /** The address of a new, empty database. */
    create: async (name: string) => {
      await ask(url, `CREATE DATABASE "${name}"`);
      return Object.assign(new URL(url), { pathname: `/${name}` }).href;
    },
    /** `immediate` is what a crash does: nobody is told. */
    stop: (mode: 'fast' | 'immediate') =>
      control(folder, 'stop', `--mode=${mode}`),
    start: () => control(folder, 'start', `--options=${options}`),
    close: async () => {
      await server.stop();
      rmSync(cache, { recursive: true, force: true });
    },
  };
}

/** Runs `text` at `url` and gives its rows. */
export async function ask<Row extends object>(url: string, text: string) {
  const client = await connect(url);
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

/** Connects to `url`. That the server goes is no error. */
export async function connect(url: string) {
  const client = new pg.Client(url);
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** How many connections of others are in each state: `{ idle: 3, active: 1 }`. */
export async function activity(url: string) {
  const rows = await ask<{ state: string; count: number }>(
    url,
    `SELECT state, count(*)::integer AS count FROM pg_stat_activity
     WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() GROUP BY state`,
  );
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

async function startIn(cache: string) {
  vi.stubEnv('GROUND_UP_CACHE', cache);
  try {
    return await startPostgres({ name: 'outage', fast: true });
  } finally {
    vi.unstubAllEnvs();
  }
}

async function describe(url: string) {
  const [row] = await ask<{ data: string; cluster: string }>(
    url,
    `SELECT current_setting('data_directory') AS data, current_setting('cluster_name') AS cluster`,
  );
  if (!row) throw new Error('PostgreSQL says nothing of itself.');
  return { folder: dirname(row.data), cluster: row.cluster };
}

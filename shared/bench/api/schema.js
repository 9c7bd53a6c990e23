import { pathToFileURL } from 'node:url';
import { installed } from '../../bin/kit.js';
import { post } from './load.js';

/** A schema of its own on the PostgreSQL at `server`: its address and what can be done there. */
export async function newSchema(server) {
  const file = pathToFileURL(installed('pg/lib/index.js')).href;
  const { default: pg } = await import(file);
  const name = 'ground_up_bench';
  const url = new URL(server);
  url.searchParams.set('options', `-c search_path=${name}`);
  const client = new pg.Client(url.href);
  await client.connect();
  await client.query(`DROP SCHEMA IF EXISTS ${name} CASCADE`); // of a run that was stopped
  await client.query(`CREATE SCHEMA ${name}`);

  return {
    url: url.href,
    /** The rows of one statement. */
    run: async (text, values) => (await client.query(text, values)).rows,
    /** Adds posts to the table that a chapter has made, a second apart, the newest last. */
    fill: async (rows) => {
      await client.query(
        `INSERT INTO posts (title, content, published, created_at, updated_at)
         SELECT $1, $2, true, made, made
         FROM generate_series(1, ${rows}) AS n,
              LATERAL (SELECT now() - make_interval(secs => ${rows} - n)) AS t (made)`,
        [post.title, post.content],
      );
      await client.query('VACUUM ANALYZE posts');
    },
    remove: async () => {
      await client.query(`DROP SCHEMA ${name} CASCADE`);
      await client.end();
    },
  };
}

import { z } from 'zod';
import { openDatabase } from './database.ts';
import { listQuery } from './posts/list-query.ts';
import { listStatements } from './posts/statements.ts';
import { readSettings } from './settings.ts';

const explain = {
  sqlite: 'EXPLAIN QUERY PLAN',
  postgres: 'EXPLAIN (COSTS OFF)',
  mysql: 'EXPLAIN',
};

const asked = Object.fromEntries(new URLSearchParams(process.argv[2]));
const query = listQuery.safeParse(asked);
if (!query.success) {
  console.error(z.prettifyError(query.error));
  process.exit(1);
}

const settings = readSettings(process.env);
const { sql, dialect, close } = await openDatabase({
  ...settings,
  poolSize: 1,
});

// PostgreSQL reads a small table whole, whatever its indexes.
if (dialect === 'postgres') await sql('SET enable_seqscan = off');

const { page } = listStatements(query.data, dialect);
const plan = await sql(`${explain[dialect]} ${page.text}`, page.bind);
for (const row of plan) console.log(Object.values(row).at(-1));

await close();

/**
 * What requests cost the chapters that have a database: `npm run bench:api`, or `npm run bench:api 14` for one of them. On
 * the PostgreSQL that DATABASE_URL names, or that of the kit. Each server is a process of its own; the load comes from
 * this one.
 */
import { findFolder, userError } from '../bin/kit.js';
import { openPostgres } from '../bin/postgres.js';
import { board } from './api/board.js';
import { chain } from './api/chain.js';
import { logins } from './api/logins.js';
import { memory } from './api/memory.js';
import { pages } from './api/pages.js';
import { ratios } from './api/ratios.js';
import { newSchema } from './api/schema.js';
import { startChapter } from './api/servers.js';
import { tokens } from './api/tokens.js';

const measures = [
  { number: '05', rows: 20, measure: ratios },
  { number: '06', rows: 20, measure: ratios, list: 3, create: 2.5 },
  { number: '09', rows: 1000, measure: ratios, list: 2, create: 2.5 },
  { number: '09', rows: 1_000_000, measure: pages },
  { number: '09', rows: 1000, measure: memory },
  { number: '11', rows: 20, measure: tokens },
  { number: '11', rows: 20, measure: chain },
  { number: '11', rows: 20, measure: logins },
  { number: '14', rows: 0, measure: board, list: 2.5 },
];

const [only] = process.argv.slice(2);
const wanted = measures.filter(({ number }) => number === (only ?? number));

try {
  if (wanted.length === 0) {
    const numbers = new Set(measures.map(({ number }) => number));
    throw userError(
      `Nothing measures chapter "${only}". Name one of ${[...numbers].join(', ')}.`,
    );
  }
  const postgres = await openPostgres({ name: 'bench' });
  const [about] = postgres.about.split(':');
  console.log(`Node ${process.versions.node}, ${about}`);
  try {
    for (const what of wanted) await inSchema(postgres.url, what);
  } finally {
    await postgres.stop();
  }
} catch (error) {
  console.error(error.name === 'UserError' ? error.message : error);
  process.exitCode = 1;
}

/** Measures a chapter on a table of so many posts. */
async function inSchema(url, { number, rows, measure, ...goals }) {
  const chapter = findFolder(number);
  const schema = await newSchema(url);
  try {
    const server = await startChapter(chapter, schema.url);
    try {
      await schema.fill(rows);
      await measure(chapter, server, schema, goals);
    } finally {
      await server.stop();
    }
  } finally {
    await schema.remove();
  }
}

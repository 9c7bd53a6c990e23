/**
 * What requests cost the chapters that have a database: `npm run bench:api`. On the PostgreSQL that DATABASE_URL names, or
 * that of the kit. Each server is a process of its own; the load comes from this one.
 */
import { findFolder } from '../bin/kit.js';
import { openPostgres } from '../bin/postgres.js';
import { memory } from './api/memory.js';
import { pages } from './api/pages.js';
import { ratios } from './api/ratios.js';
import { newSchema } from './api/schema.js';
import { startChapter } from './api/servers.js';

const measures = [
  { number: '05', rows: 20, measure: ratios },
  { number: '06', rows: 20, measure: ratios, list: 3, create: 2.5 },
  { number: '09', rows: 1000, measure: ratios, list: 2, create: 2.5 },
  { number: '09', rows: 1_000_000, measure: pages },
  { number: '09', rows: 1000, measure: memory },
];

try {
  const postgres = await openPostgres({ name: 'bench' });
  const [about] = postgres.about.split(':');
  console.log(`Node ${process.versions.node}, ${about}`);
  try {
    for (const what of measures) await inSchema(postgres.url, what);
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

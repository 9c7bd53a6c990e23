import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { importTypeScript } from '../../bin/import-typescript.js';
import { median } from './median.js';

const turns = 41;

/**
 * How long the database takes for the last page of a long list, against the first: with `after`, and with `skip` beside it.
 * The statements are the chapter's own. Each page comes with a count, which takes the same time on all of them.
 */
export async function pages({ name, dir }, server, { run }) {
  const { statementsOf, toCursor } = await loadList(dir);
  const [{ total }] = await run('SELECT count(*)::int AS total FROM posts');
  const [post] = await run(
    'SELECT id, created_at AS "createdAt" FROM posts ORDER BY id DESC OFFSET 20 LIMIT 1',
  );

  for (const sort of ['id', 'createdAt']) {
    const after = toCursor(sort, post);
    const skip = String(total - 20);
    const [first, last, skipped, counted] = await timesOf(run, [
      statementsOf({ sort }).page,
      statementsOf({ sort, after }).page,
      statementsOf({ sort, skip }).page,
      statementsOf({ sort }).count,
    ]);
    console.log(
      `${name}, sort=${sort}: the last page of ${total.toLocaleString('en')} posts takes ${ratio(last, first)} × the first with after (${ms(last)} against ${ms(first)}; at most 1.5), ${ratio(skipped, first)} × with skip (${ms(skipped)}); counting takes ${ms(counted)}`,
    );
  }
}

async function loadList(dir) {
  const load = (file) =>
    importTypeScript(pathToFileURL(join(dir, 'src', 'posts', file)).href);
  const { listQuery } = await load('list-query.ts');
  const { listStatements } = await load('statements.ts');
  const { toCursor } = await load('cursor.ts');
  const statementsOf = (query) =>
    listStatements(listQuery.parse({ limit: '20', ...query }), 'postgres');

  return { statementsOf, toCursor };
}

/** The milliseconds of each statement in each turn. */
async function timesOf(run, statements) {
  const times = statements.map(() => []);
  for (let turn = 0; turn < turns; turn += 1) {
    for (const [index, { text, bind }] of statements.entries()) {
      const start = performance.now();
      await run(text, bind);
      times[index].push(performance.now() - start);
    }
  }
  return times;
}

function ratio(times, others) {
  return (median(times) / median(others)).toFixed(2);
}

function ms(times) {
  return `${median(times).toFixed(2)} ms`;
}

import { connect } from '../src/connect.ts';
import { createSql } from '../src/sql.ts';
import { test as base } from './fixtures.ts';
import { hello } from './rows.ts';

/** A database in which nothing is made yet. */
const empty = base.extend('bare', ({ settings }, { onCleanup }) => {
  const sequelize = connect(settings);
  onCleanup(() => sequelize.close());
  return createSql(sequelize);
});

/** A database as the chapter before left it: tables and a row, and no record of migrations. */
export const test = empty.extend('old', async ({ database: { Post, sql } }) => {
  await Post.create(hello);
  await sql('DROP TABLE migrations');
  return sql;
});

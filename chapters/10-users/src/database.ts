import { connect } from './connect.ts';
import { definePost } from './posts/model.ts';
import { createPostsIndexes } from './posts/indexes.ts';
import { createPostList } from './posts/list.ts';
import { createPostStore } from './posts/store.ts';
import { createPostsTable, type Dialect } from './posts/table.ts';
import type { Settings } from './settings.ts';
import { createSql } from './sql.ts';
import { defineUser } from './users/model.ts';
import { createUserStore } from './users/store.ts';
import { createUsersTable } from './users/table.ts';
import { createWrites } from './writes.ts';

export type Database = Awaited<ReturnType<typeof openDatabase>>;

export async function openDatabase(settings: Settings) {
  const sequelize = connect(settings);
  const writes = createWrites(sequelize);
  const Post = definePost(sequelize);
  const User = defineUser(sequelize);
  const sql = createSql(sequelize);

  const dialect = sequelize.getDialect() as Dialect;
  await sql(createPostsTable(dialect));
  await sql(createUsersTable(dialect));
  for (const index of createPostsIndexes(dialect)) await sql(index);

  return {
    ...writes,
    Post,
    posts: {
      ...createPostStore(Post, writes),
      list: createPostList(sql, dialect),
    },
    User,
    users: createUserStore(User, writes),
    sql,
    dialect,
    ping: () => sequelize.authenticate(),
    close: () => sequelize.close(),
  };
}

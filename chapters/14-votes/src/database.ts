import { connect } from './connect.ts';
import { migrateUp } from './migrate/run.ts';
import type { Dialect } from './migrate/types.ts';
import { defineModels } from './models.ts';
import { createPostList } from './posts/list.ts';
import { createPostStore } from './posts/store.ts';
import type { Settings } from './settings.ts';
import { createSql } from './sql.ts';
import { createUserStore } from './users/store.ts';
import { createVoteStore } from './votes/store.ts';
import { createWrites } from './writes.ts';

export type Database = Awaited<ReturnType<typeof openDatabase>>;

export async function openDatabase(settings: Settings) {
  const sequelize = connect(settings);
  await migrateUp({ ...settings, app: sequelize });
  const writes = createWrites(sequelize);
  const { Post, User } = defineModels(sequelize);
  const sql = createSql(sequelize);
  const dialect = sequelize.getDialect() as Dialect;

  return {
    ...writes,
    Post,
    posts: {
      ...createPostStore(Post, writes),
      list: createPostList(sql, dialect),
    },
    User,
    users: createUserStore(User, writes),
    votes: createVoteStore(sql, writes),
    sql,
    dialect,
    ping: () => sequelize.authenticate(),
    close: () => sequelize.close(),
  };
}

import { connect } from './connect.ts';
import { definePost } from './posts/model.ts';
import { createPostStore } from './posts/store.ts';
import { createPostsTable, type Dialect } from './posts/table.ts';
import type { Settings } from './settings.ts';
import { createWrites } from './writes.ts';

export type Database = Awaited<ReturnType<typeof openDatabase>>;

export async function openDatabase(settings: Settings) {
  const sequelize = connect(settings);
  const writes = createWrites(sequelize);
  const Post = definePost(sequelize);

  const dialect = sequelize.getDialect() as Dialect;
  await sequelize.query(createPostsTable(dialect));

  return {
    ...writes,
    Post,
    posts: createPostStore(Post, writes),
    sql: async (text: string, bind: unknown[] = []) => {
      const [rows] = await sequelize.query(text, { bind });
      return rows ?? [];
    },
    ping: () => sequelize.authenticate(),
    close: () => sequelize.close(),
  };
}

import type { Sql } from '../sql.ts';
import type { ListQuery } from './list-query.ts';
import { listStatements } from './statements.ts';
import { type Post, toPost } from './store.ts';

export type PostPage = Awaited<ReturnType<ReturnType<typeof createPostList>>>;

/** Gives a function that reads one page of posts, how many match in all, and whether there are more behind it. */
export function createPostList(sql: Sql, dialect: string) {
  return async function list(query: ListQuery) {
    const { page, count } = listStatements(query, dialect);
    const [rows, [counted]] = await Promise.all([
      sql<Post>(page.text, page.bind),
      sql<{ total: number | string }>(count.text, count.bind),
    ]);

    return {
      posts: rows.slice(0, query.limit).map(toPost),
      total: Number(counted?.total),
      hasMore: rows.length > query.limit,
    };
  };
}

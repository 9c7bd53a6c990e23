import { notFound } from '../errors.ts';
import type { Sql } from '../sql.ts';
import type { ListQuery } from './list-query.ts';
import type { Viewer } from './ownership.ts';
import { listStatements } from './statements.ts';
import { type Post, toPost } from './store.ts';

export type PostPage = Awaited<ReturnType<ReturnType<typeof createPostList>>>;

type Row = Omit<Post, 'owner'> & { ownerId: string; ownerName: string };

/**
 * Gives a function that reads one page of the posts that `viewer` may see, of one owner if there is an `ownerId`, how
 * many match in all, and whether there are more behind it. Throws a 404 for an owner who is not there.
 */
export function createPostList(sql: Sql, dialect: string) {
  return async function list(
    query: ListQuery,
    viewer: Viewer,
    ownerId?: string,
  ) {
    const { page, count } = listStatements(query, dialect, viewer, ownerId);
    const [rows, [counted]] = await Promise.all([
      sql<Row>(page.text, page.bind),
      sql<{ total: number | string }>(count.text, count.bind),
    ]);
    if (!counted) throw notFound('user', String(ownerId));

    return {
      posts: rows
        .slice(0, query.limit)
        .map((row) => toPost(row, { id: row.ownerId, name: row.ownerName })),
      total: Number(counted.total),
      hasMore: rows.length > query.limit,
    };
  };
}

import { ForeignKeyConstraintError } from 'sequelize';
import { conflictIfTaken } from '../database-errors.ts';
import { invalidToken } from '../error-types.ts';
import type { Sql } from '../sql.ts';
import type { Writes } from '../writes.ts';

const visible =
  'SELECT id FROM posts WHERE id = $1 AND (published OR owner_id = $2)';
// Sequelize reads no rows of a statement that begins with INSERT on SQLite.
const insert = `WITH post AS (${visible}) INSERT INTO votes (post_id, user_id) SELECT id, $2 FROM post RETURNING post_id`;
const remove = `DELETE FROM votes WHERE post_id IN (${visible}) AND user_id = $2 RETURNING post_id`;

const taken = conflictIfTaken('You have voted for this post already.');

/** Each of both is one statement, and says whether it found what it needs. The constraint decides who was first. */
export function createVoteStore(sql: Sql, { write }: Writes) {
  const has = async (statement: string, postId: number, userId: string) =>
    (await write(() => sql(statement, [postId, userId]))).length > 0;

  return {
    cast: (postId: number, userId: string) =>
      has(insert, postId, userId).catch(gone).catch(taken),

    takeBack: (postId: number, userId: string) => has(remove, postId, userId),
  };
}

/** For `catch`: the post has gone since the statement saw it, or else the voter has since they were authenticated. */
function gone(thrown: unknown) {
  if (!(thrown instanceof ForeignKeyConstraintError)) throw thrown;
  if (thrown.index !== 'votes_posts_fkey') throw invalidToken();

  return false;
}

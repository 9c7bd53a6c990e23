import { ForeignKeyConstraintError, Op } from 'sequelize';
import { AuthError, invalidToken } from '../error-types.ts';
import type { UserModel } from '../users/model.ts';
import type { PostModel } from './model.ts';

/** Whoever sends a request: somebody, or nobody who has said who they are. */
export type Viewer = Pick<UserModel, 'id' | 'name'> | undefined;

/** What `viewer` may see: what is published, and their own drafts. */
export function visibleTo(viewer: Viewer) {
  return viewer
    ? { [Op.or]: { published: true, ownerId: viewer.id } }
    : { published: true };
}

/** Throws a 403 if `post` belongs to somebody else. */
export function mustOwn(post: PostModel, viewer: Viewer) {
  if (post.ownerId !== viewer?.id)
    throw new AuthError(403, 'This post belongs to somebody else.');
}

/** For `catch`: whoever wrote a post has deleted their account meanwhile, so that their token is worth nothing. */
export function ownerIsGone(thrown: unknown): never {
  throw thrown instanceof ForeignKeyConstraintError ? invalidToken() : thrown;
}

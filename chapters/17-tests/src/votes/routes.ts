import { type Response, Router } from 'express';
import { requireUser, type SignedIn } from '../auth/authenticate.ts';
import type { Database } from '../database.ts';
import { HttpError, notFound } from '../errors.ts';
import { toId } from '../posts/schemas.ts';
import { parse } from '../validation.ts';
import * as schemas from './schemas.ts';

export function votesRouter({ votes }: Database) {
  const router = Router();

  router.post(
    '/votes',
    requireUser,
    async (req, res: Response<unknown, SignedIn>) => {
      const { body } = parse(schemas.castVote, req);
      const { id } = res.locals.user;
      const postId = toId(body.postId);

      if (body.dir === 1) {
        const cast = await votes.cast(postId, id);
        if (!cast) throw notFound('post', String(body.postId));

        res.status(201).location(`/posts/${postId}`).json(body);
        return;
      }

      const removed = await votes.takeBack(postId, id);
      if (!removed) throw new HttpError(404, 'You have no vote for this post.');

      res.status(204).end();
    },
  );

  return router;
}

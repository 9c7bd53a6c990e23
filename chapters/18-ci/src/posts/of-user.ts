import { type Response, Router } from 'express';
import type { Database } from '../database.ts';
import type { Locals } from '../locals.ts';
import { parse } from '../validation.ts';
import { sendPage } from './links.ts';
import * as schemas from './schemas.ts';

/** The posts of one user: the way back along the relation. */
export function postsOfUserRouter({ posts }: Database) {
  const router = Router();

  router.get(
    '/users/:id/posts',
    async (req, res: Response<unknown, Locals>) => {
      const { params, query } = parse(schemas.listPostsOfUser, req);

      const page = await posts.list(query, res.locals.user, params.id);
      sendPage(res, `/users/${params.id}/posts`, query, page);
    },
  );

  return router;
}

import { type Response, Router } from 'express';
import { requireUser, type SignedIn } from '../auth/authenticate.ts';
import type { Database } from '../database.ts';
import { notFound } from '../errors.ts';
import type { Locals } from '../locals.ts';
import { parse } from '../validation.ts';
import { sendPage } from './links.ts';
import * as schemas from './schemas.ts';

type Anyone = Response<unknown, Locals>;
type Somebody = Response<unknown, SignedIn>;

export function postsRouter({ posts }: Database) {
  const router = Router();

  router.get('/posts', async (req, res: Anyone) => {
    const { query } = parse(schemas.listPosts, req);

    const page = await posts.list(query, res.locals.user);
    sendPage(res, '/posts', query, page);
  });

  router.post('/posts', requireUser, async (req, res: Somebody) => {
    const { body } = parse(schemas.createPost, req);

    const post = await posts.create(body, res.locals.user);
    res.status(201).location(`/posts/${post.id}`).json(post);
  });

  router.get('/posts/:id', async (req, res: Anyone) => {
    const { params } = parse(schemas.readPost, req);

    const post = await posts.find(params.id, res.locals.user);
    if (!post) throw notFound('post', req.params.id);

    res.json(post);
  });

  router.put('/posts/:id', requireUser, async (req, res: Somebody) => {
    const { params, body } = parse(schemas.replacePost, req);

    const post = await posts.update(params.id, body, res.locals.user);
    if (!post) throw notFound('post', req.params.id);

    res.json(post);
  });

  router.patch('/posts/:id', requireUser, async (req, res: Somebody) => {
    const { params, body } = parse(schemas.changePost, req);

    const post = await posts.update(params.id, body, res.locals.user);
    if (!post) throw notFound('post', req.params.id);

    res.json(post);
  });

  router.delete('/posts/:id', requireUser, async (req, res: Somebody) => {
    const { params } = parse(schemas.deletePost, req);

    const removed = await posts.remove(params.id, res.locals.user);
    if (!removed) throw notFound('post', req.params.id);

    res.status(204).end();
  });

  return router;
}

import { Router } from 'express';
import type { Database } from '../database.ts';
import { notFound } from '../errors.ts';
import { parse } from '../validation.ts';
import { linksOf } from './links.ts';
import * as schemas from './schemas.ts';

export function postsRouter({ posts }: Database) {
  const router = Router();

  router.get('/posts', async (req, res) => {
    const { query } = parse(schemas.listPosts, req);

    const page = await posts.list(query);
    const links = linksOf(query, page);
    if (Object.keys(links).length > 0) res.links(links);

    res.set('X-Total-Count', String(page.total)).json(page.posts);
  });

  router.post('/posts', async (req, res) => {
    const { body } = parse(schemas.createPost, req);

    const post = await posts.create(body);
    res.status(201).location(`/posts/${post.id}`).json(post);
  });

  router.get('/posts/:id', async (req, res) => {
    const { params } = parse(schemas.readPost, req);

    const post = await posts.find(params.id);
    if (!post) throw notFound('post', req.params.id);

    res.json(post);
  });

  router.put('/posts/:id', async (req, res) => {
    const { params, body } = parse(schemas.replacePost, req);

    const post = await posts.update(params.id, body);
    if (!post) throw notFound('post', req.params.id);

    res.json(post);
  });

  router.patch('/posts/:id', async (req, res) => {
    const { params, body } = parse(schemas.changePost, req);

    const post = await posts.update(params.id, body);
    if (!post) throw notFound('post', req.params.id);

    res.json(post);
  });

  router.delete('/posts/:id', async (req, res) => {
    const { params } = parse(schemas.deletePost, req);

    const removed = await posts.remove(params.id);
    if (!removed) throw notFound('post', req.params.id);

    res.status(204).end();
  });

  return router;
}

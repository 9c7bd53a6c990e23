import { Router } from 'express';
import type { Database } from '../database.ts';
import { notFound } from '../errors.ts';

export function postsRouter({ posts }: Database) {
  const router = Router();

  router.get('/posts', async (req, res) => {
    res.json(await posts.list());
  });

  router.post('/posts', async (req, res) => {
    const { title, content, published = true } = req.body;
    const post = await posts.create({ title, content, published });
    res.status(201).location(`/posts/${post.id}`).json(post);
  });

  router.get('/posts/:id', async (req, res) => {
    const post = await posts.find(Number(req.params.id));
    if (!post) throw notFound('post', req.params.id);

    res.json(post);
  });

  router.put('/posts/:id', async (req, res) => {
    const { title, content, published } = req.body;
    const post = await posts.update(Number(req.params.id), {
      title,
      content,
      published,
    });
    if (!post) throw notFound('post', req.params.id);

    res.json(post);
  });

  router.patch('/posts/:id', async (req, res) => {
    const post = await posts.update(Number(req.params.id), req.body);
    if (!post) throw notFound('post', req.params.id);

    res.json(post);
  });

  router.delete('/posts/:id', async (req, res) => {
    const removed = await posts.remove(Number(req.params.id));
    if (!removed) throw notFound('post', req.params.id);

    res.status(204).end();
  });

  return router;
}

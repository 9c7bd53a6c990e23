import { Router } from 'express';
import type { Database } from '../database.ts';
import { notFound } from '../errors.ts';
import { parse } from '../validation.ts';
import type { Passwords } from './passwords.ts';
import * as schemas from './schemas.ts';

export function usersRouter({ users }: Database, passwords: Passwords) {
  const router = Router();

  router.post('/users', async (req, res) => {
    const { body } = parse(schemas.createUser, req);
    const { password, ...profile } = body;

    const passwordHash = await passwords.hash(password);
    const user = await users.create({ ...profile, passwordHash });

    res
      .status(201)
      .location(`/users/${user.id}`)
      .json(schemas.ownUser.parse(user));
  });

  router.get('/users/:id', async (req, res) => {
    const { params } = parse(schemas.readUser, req);

    const user = await users.find(params.id);
    if (!user) throw notFound('user', req.params.id);

    res.json(schemas.publicUser.parse(user));
  });

  return router;
}

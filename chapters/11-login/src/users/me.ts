import { type Response, Router } from 'express';
import { requireUser, type SignedIn } from '../auth/authenticate.ts';
import type { LogIn } from '../auth/login.ts';
import type { Database } from '../database.ts';
import { invalid } from '../errors.ts';
import { parse, takesNothing } from '../validation.ts';
import type { Passwords } from './passwords.ts';
import * as schemas from './schemas.ts';

type Mine = Response<unknown, SignedIn>;

export function meRouter(
  { users }: Database,
  passwords: Passwords,
  logIn: LogIn,
) {
  const router = Router();

  router.get('/users/me', requireUser, takesNothing, (req, res: Mine) => {
    res.json(schemas.ownUser.parse(res.locals.user));
  });

  router.patch('/users/me', requireUser, async (req, res: Mine) => {
    const { body } = parse(schemas.changeUser, req);

    const user = await users.update(res.locals.user, body);
    res.json(schemas.ownUser.parse(user));
  });

  router.delete(
    '/users/me',
    requireUser,
    takesNothing,
    async (req, res: Mine) => {
      await users.remove(res.locals.user);
      res.status(204).end();
    },
  );

  router.patch('/users/me/password', requireUser, async (req, res: Mine) => {
    const { user } = res.locals;
    const { body } = parse(schemas.changePassword, req);

    const known = await logIn(user.email, body.oldPassword, req.ip);
    if (!known)
      throw invalid([
        { in: 'body', field: 'oldPassword', message: 'Is not your password.' },
      ]);

    const passwordHash = await passwords.hash(body.newPassword);
    await users.update(user, { passwordHash });
    res.status(204).end();
  });

  return router;
}

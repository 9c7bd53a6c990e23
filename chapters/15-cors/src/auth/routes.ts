import { type Response, Router } from 'express';
import { AuthError } from '../error-types.ts';
import { parse } from '../validation.ts';
import type { LogIn } from './login.ts';
import * as schemas from './schemas.ts';
import type { Tokens } from './tokens.ts';

export function loginRouter(logIn: LogIn, tokens: Tokens) {
  const router = Router();

  router.post('/auth/login', async (req, res) => {
    const { body } = parse(schemas.login, req);

    const user = await logIn(body.email, body.password, req.ip);
    if (!user) throw new AuthError(401, 'E-mail or password is wrong.');

    noStore(res).json(tokens.issue(user.id));
  });

  return router;
}

/** What holds a token or a word about one stays in no cache (RFC 6749, 5.1). */
export function noStore(res: Response) {
  return res.set({ 'Cache-Control': 'no-store', Pragma: 'no-cache' });
}

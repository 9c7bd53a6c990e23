import express, { type Response, Router } from 'express';
import { email } from '../users/schemas.ts';
import type { LogIn } from './login.ts';
import { noStore } from './routes.ts';
import { tokenForm } from './schemas.ts';
import type { Tokens } from './tokens.ts';

const readForm = express.urlencoded({ extended: false, limit: '100kb' });

/** The one route that keeps to a standard of its own: RFC 6749, with its form and its errors (5.2). */
export function tokenRouter(logIn: LogIn, tokens: Tokens) {
  const router = Router();

  router.post('/auth/token', readForm, async (req, res) => {
    const form = tokenForm.safeParse(req.body);
    if (!form.success)
      return refuse(
        res,
        'invalid_request',
        'Send a form with grant_type, username and password, each once.',
      );

    const { grant_type: grant, username, password } = form.data;
    if (grant !== 'password')
      return refuse(
        res,
        'unsupported_grant_type',
        'The grant_type must be password.',
      );

    const address = email.safeParse(username);
    const user =
      address.success && (await logIn(address.data, password, req.ip));
    if (!user)
      return refuse(res, 'invalid_grant', 'E-mail or password is wrong.');

    noStore(res).json(tokens.issue(user.id));
  });

  return router;
}

function refuse(res: Response, error: string, description: string) {
  noStore(res).status(400).json({ error, error_description: description });
}

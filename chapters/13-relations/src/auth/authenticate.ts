import type { NextFunction, Request, Response } from 'express';
import type { Database } from '../database.ts';
import { AuthError, invalidToken } from '../error-types.ts';
import type { Locals } from '../locals.ts';
import type { UserModel } from '../users/model.ts';
import type { Tokens } from './tokens.ts';

const open = /^\/(health|auth)(\/|$)/i;

/** Finds out who sends a request, and remembers it. Nobody is fine, a token that is worth nothing is not. */
export function authenticate({ users }: Database, tokens: Tokens) {
  return async (
    req: Request,
    res: Response<unknown, Locals>,
    next: NextFunction,
  ) => {
    const credentials = req.get('Authorization');
    if (credentials === undefined || open.test(req.path)) return next();

    const user = await users.find(readToken(tokens, credentials));
    if (!user) throw invalidToken();

    res.locals.user = user;
    next();
  };
}

/** What a handler finds behind `requireUser`. */
export type SignedIn = Locals & { user: UserModel };

/** Lets nobody through who has not logged in. */
export function requireUser<Params>(
  req: Request<Params>,
  res: Response<unknown, Locals>,
  next: NextFunction,
) {
  if (!res.locals.user) throw new AuthError(401);
  next();
}

function readToken(tokens: Tokens, credentials: string) {
  const [, token = ''] = /^Bearer +(\S+)$/i.exec(credentials) ?? [];
  try {
    return tokens.read(token);
  } catch {
    throw invalidToken();
  }
}

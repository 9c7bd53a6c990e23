import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';
import type { Locals } from './locals.ts';

const wellFormed = /^[\w.-]{1,64}$/;

export function requestId(
  req: Request,
  res: Response<unknown, Locals>,
  next: NextFunction,
) {
  const given = req.get('X-Request-Id') ?? '';
  const id = wellFormed.test(given) ? given : randomUUID();

  res.locals.requestId = id;
  res.set('X-Request-Id', id);
  next();
}

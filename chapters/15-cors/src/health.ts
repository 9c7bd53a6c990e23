import { type RequestHandler, Router } from 'express';
import type { Database } from './database.ts';
import { unavailable } from './error-types.ts';
import { takesNothing } from './validation.ts';

/** Asks clients of a server that is stopping to close their connection. */
export const closeWhenStopping: RequestHandler = (req, res, next) => {
  if (req.app.locals.stopping) res.set('Connection', 'close');
  next();
};

export function healthRouter({ ping }: Database) {
  const router = Router();

  router.get(['/health/live', '/health/ready'], takesNothing);

  router.get('/health/live', (req, res) => {
    res.json({ status: 'ok' });
  });

  router.get('/health/ready', async (req, res) => {
    if (req.app.locals.stopping) throw unavailable();

    await ping().catch((error: unknown) => {
      throw unavailable(error);
    });
    res.json({ status: 'ok' });
  });

  return router;
}

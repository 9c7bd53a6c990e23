import express from 'express';
import { readJson, requireJson } from './body.ts';
import type { Database } from './database.ts';
import { databaseErrors } from './database-errors.ts';
import { errorHandler } from './errors.ts';
import { closeWhenStopping, healthRouter } from './health.ts';
import { knownRoutes } from './known-routes.ts';
import { postsRouter } from './posts/routes.ts';
import { requestId } from './request-id.ts';
import type { Settings } from './settings.ts';
import { createPasswords } from './users/passwords.ts';
import { usersRouter } from './users/routes.ts';
import { takesNothing } from './validation.ts';

export function createApp(settings: Settings, database: Database) {
  const app = express();

  app.use(closeWhenStopping);
  app.use(requestId);
  app.use(requireJson);
  app.use(readJson);
  app.use(knownRoutes(app));

  app.get(['/', '/other_endpoint', '/health'], takesNothing);

  app.get('/', (req, res) => {
    res.json({ message: 'Hello World' });
  });

  app.get('/other_endpoint', (req, res) => {
    res.json({ message: 'Hello Tatooine' });
  });

  app.get('/health', (req, res) => {
    res.json({ status: 'ok' });
  });

  app.use(healthRouter(database));
  app.use(postsRouter(database));
  app.use(usersRouter(database, createPasswords(settings)));

  app.use(databaseErrors);
  app.use(errorHandler);

  return app;
}

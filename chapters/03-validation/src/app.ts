import express from 'express';
import type { Database } from './database.ts';
import { errorHandler } from './errors.ts';
import { postsRouter } from './posts/routes.ts';
import type { Settings } from './settings.ts';
import { takesNothing } from './validation.ts';

export function createApp(settings: Settings, database: Database) {
  const app = express();

  app.use(express.json());

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

  app.use(postsRouter(database));

  app.use(errorHandler);

  return app;
}

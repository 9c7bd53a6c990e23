import express from 'express';
import { authenticate } from './auth/authenticate.ts';
import { createLogIn } from './auth/login.ts';
import { loginRouter } from './auth/routes.ts';
import { tokenRouter } from './auth/token-routes.ts';
import { createTokens } from './auth/tokens.ts';
import { readJson, requireJson } from './body.ts';
import type { Database } from './database.ts';
import { databaseErrors } from './database-errors.ts';
import { errorHandler } from './errors.ts';
import { closeWhenStopping, healthRouter } from './health.ts';
import { knownRoutes } from './known-routes.ts';
import { postsOfUserRouter } from './posts/of-user.ts';
import { postsRouter } from './posts/routes.ts';
import { requestId } from './request-id.ts';
import type { Settings } from './settings.ts';
import { meRouter } from './users/me.ts';
import { createPasswords } from './users/passwords.ts';
import { usersRouter } from './users/routes.ts';
import { takesNothing } from './validation.ts';

export function createApp(settings: Settings, database: Database) {
  const app = express();
  const passwords = createPasswords(settings);
  const logIn = createLogIn(database, passwords);
  const tokens = createTokens(settings);

  app.use(closeWhenStopping);
  app.use(requestId);
  app.post('/auth/token', tokenRouter(logIn, tokens));
  app.use(requireJson);
  app.use(readJson);
  app.use(knownRoutes(app));
  app.use(authenticate(database, tokens));

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
  app.use(postsOfUserRouter(database));
  app.use(loginRouter(logIn, tokens));
  app.use(meRouter(database, passwords, logIn));
  app.use(usersRouter(database, passwords));

  app.use(databaseErrors);
  app.use(errorHandler);

  return app;
}

import type { Express } from 'express';
import request from 'supertest';

const password = 'correct horse battery';

/** Registers somebody, unless they are there already, and logs them in. */
export async function signIn(app: Express, name = 'alice') {
  const email = `${name}@example.com`;
  const visitor = request(app);
  await visitor.post('/users').send({ name, email, password });
  const { body } = await visitor.post('/auth/login').send({ email, password });

  return request.agent(app).set('Authorization', `Bearer ${body.access_token}`);
}

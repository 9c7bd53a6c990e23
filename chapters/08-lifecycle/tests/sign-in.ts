import type { Express } from 'express';
import request from 'supertest';

/** A client of `app` who may write posts. For now that is everybody. */
export async function signIn(app: Express) {
  return request(app);
}

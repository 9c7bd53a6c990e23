import cors from 'cors';
import type { Settings } from './settings.ts';

/** Tells browsers which pages may send what, and what of an answer they may read. */
export function allowOrigins({ corsOrigins }: Settings) {
  return cors({
    origin: corsOrigins,
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ['Authorization', 'Content-Type', 'X-Request-Id'],
    exposedHeaders: [
      'Link',
      'Location',
      'Retry-After',
      'WWW-Authenticate',
      'X-Request-Id',
      'X-Total-Count',
    ],
    maxAge: 600,
    preflightContinue: true,
  });
}

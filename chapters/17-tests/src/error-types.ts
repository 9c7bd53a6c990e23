import { HttpError } from './errors.ts';

/** The client is unknown (401, with how to log in: RFC 9110, 15.5.2) or not entitled (403). */
export class AuthError extends HttpError {
  constructor(status: 401 | 403, message?: string) {
    super(status, message);
    if (status === 401) this.headers['WWW-Authenticate'] = 'Bearer';
  }
}

/** What was sent to say who one is says nothing (RFC 6750, 3.1). */
export function invalidToken() {
  const error = new AuthError(
    401,
    'This token is worth nothing. Log in again.',
  );
  error.headers['WWW-Authenticate'] = 'Bearer error="invalid_token"';
  return error;
}

/** What was asked for does not go together with what is there. */
export function conflict(message: string) {
  return new HttpError(409, message);
}

export function methodNotAllowed(allow: string) {
  const error = new HttpError(405);
  error.headers['Allow'] = allow;
  return error;
}

export function tooManyRequests(seconds: number) {
  const error = new HttpError(429);
  error.headers['Retry-After'] = String(seconds);
  return error;
}

/** Something that the API needs is gone for a moment. The cause is for the log. */
export function unavailable(cause?: unknown) {
  const error = new HttpError(503);
  error.headers['Retry-After'] = '5';
  error.cause = cause;
  return error;
}

import type { NextFunction, Request, Response } from 'express';
import type { Locals } from './locals.ts';
import { messageFor } from './messages.ts';

export interface Detail {
  in: string;
  field: string;
  message: string;
}

/** What Express and its body parser throw (package `http-errors`). */
interface HttpErrorLike {
  status: number;
  expose: boolean;
}

/** An error whose message may be shown to the client. */
export class HttpError extends Error {
  status: number;
  details?: Detail[];
  headers: Record<string, string> = {};

  constructor(
    status: number,
    message = messageFor(status),
    details?: Detail[],
  ) {
    super(message);
    this.status = status;
    this.details = details;
  }
}

export function notFound(resource: string, id: string) {
  return new HttpError(404, `There is no ${resource} with the id ${id}.`);
}

export function invalid(details: Detail[]) {
  return new HttpError(422, 'Some of what you sent is not valid.', details);
}

export function errorHandler(
  thrown: unknown,
  req: Request,
  res: Response<unknown, Locals>,
  next: NextFunction,
) {
  if (res.headersSent) return next(thrown);

  const { requestId } = res.locals;
  const error = toHttpError(thrown);
  if (error.status >= 500) logError(thrown, req, requestId);

  const { status, message, details, headers } = error;
  res
    .status(status)
    .set(headers)
    .json({ success: false, error: status, message, details, requestId });
}

function toHttpError(thrown: unknown) {
  if (thrown instanceof HttpError) return thrown;
  if (thrown instanceof URIError) return new HttpError(400);

  const { status = 500, expose = false } = Object(
    thrown,
  ) as Partial<HttpErrorLike>;
  return new HttpError(expose ? status : 500);
}

function logError(thrown: unknown, req: Request, requestId: string) {
  const { method, originalUrl: url } = req;
  const { stack } = Object(thrown) as Partial<Error>;
  const error = { error: String(thrown), stack };
  console.error(
    JSON.stringify({ level: 'error', requestId, method, url, ...error }),
  );
}

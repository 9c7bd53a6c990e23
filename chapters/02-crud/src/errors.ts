import type { ErrorRequestHandler } from 'express';

/** An error whose message may be shown to the client. */
export class HttpError extends Error {
  status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export function notFound(resource: string, id: string) {
  return new HttpError(404, `There is no ${resource} with the id ${id}.`);
}

export const errorHandler: ErrorRequestHandler = (error, req, res, next) => {
  if (!(error instanceof HttpError)) return next(error);

  const { status, message } = error;
  res.status(status).json({ success: false, error: status, message });
};

import type { ErrorRequestHandler } from 'express';

export interface Detail {
  in: string;
  field: string;
  message: string;
}

/** An error whose message may be shown to the client. */
export class HttpError extends Error {
  status: number;
  details?: Detail[];

  constructor(status: number, message: string, details?: Detail[]) {
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

export const errorHandler: ErrorRequestHandler = (error, req, res, next) => {
  if (!(error instanceof HttpError)) return next(error);

  const { status, message, details } = error;
  res.status(status).json({ success: false, error: status, message, details });
};

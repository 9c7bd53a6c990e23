import { isUtf8 } from 'node:buffer';
import express, { type RequestHandler } from 'express';
import { HttpError } from './errors.ts';

const limit = 100 * 1024;

export const requireJson: RequestHandler = (req, res, next) => {
  const length = Number(req.get('Content-Length') ?? 0);
  if (length > limit) throw new HttpError(413);

  const hasBody = length > 0 || req.get('Transfer-Encoding') !== undefined;
  if (hasBody && !req.is('application/json')) throw new HttpError(415);

  next();
};

export const readJson = express.json({
  limit,
  strict: false,
  verify: (req, res, bytes, charset) => {
    if (charset !== 'utf-8') throw new HttpError(415);
    if (!isUtf8(bytes)) throw new HttpError(400);
  },
});

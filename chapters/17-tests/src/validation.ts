import type { Request, RequestHandler } from 'express';
import { z } from 'zod';
import { invalid } from './errors.ts';

/** Schemas for the parts of a request. A query must be empty unless `parts` says what it may hold. */
export function requestSchema<Parts extends z.ZodRawShape>(parts: Parts) {
  return z.object({ query: z.strictObject({}) }).extend(parts);
}

/** The parsed parts of `req`. Throws a 422 with one detail for each wrong field. */
export function parse<Schema extends z.ZodType>(schema: Schema, req: Request) {
  const result = schema.safeParse(req);
  if (!result.success) throw invalid(result.error.issues.flatMap(toDetails));

  return result.data;
}

const nothing = requestSchema({});

/** For routes that take no input: a query makes it a 422. */
export const takesNothing: RequestHandler = (req, res, next) => {
  parse(nothing, req);
  next();
};

/** Text of 1 to `most` characters that every database stores as it came. */
export function text(most: number) {
  return z
    .string()
    .refine((value) => value.trim() !== '', {
      error: 'Must not be blank.',
      abort: true,
    })
    .refine((value) => [...value].length <= most, {
      error: `Must have at most ${most} characters.`,
      abort: true,
    })
    .refine(isFaithful, unfaithful);
}

export const unfaithful = 'Must not hold NUL or half of a surrogate pair.';

/** Whether `value` comes back from every database as it went in. */
export function isFaithful(value: string) {
  return value.isWellFormed() && !value.includes('\0');
}

function toDetails(issue: z.core.$ZodIssue) {
  const [place, ...path] = issue.path;
  const fields =
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          path: [...path, key],
          message: 'Unknown: leave it out.',
        }))
      : [{ path, message: issue.message }];

  return fields.map(({ path, message }) => ({
    in: place === 'params' ? 'path' : String(place),
    field: path.join('.'),
    message,
  }));
}

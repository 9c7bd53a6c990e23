import { z } from 'zod';
import { email } from '../users/schemas.ts';
import { requestSchema } from '../validation.ts';

export const login = requestSchema({
  body: z.strictObject({ email, password: z.string() }),
});

/** A parameter without a value counts as left out (RFC 6749, 3.2). */
const parameter = z.string().min(1);

/** The form of RFC 6749, 4.3.2. What it does not name is left out. */
export const tokenForm = z.object({
  grant_type: parameter,
  username: parameter,
  password: parameter,
});

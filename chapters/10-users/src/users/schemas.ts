import { z } from 'zod';
import { requestSchema, text } from '../validation.ts';
import { newPassword } from './passwords.ts';

const readOnly = {
  id: z.unknown().optional(),
  createdAt: z.unknown().optional(),
  updatedAt: z.unknown().optional(),
};

const name = text(100);

const email = z
  .string()
  .trim()
  .pipe(
    z
      .email('Must be an e-mail address.')
      .max(254, 'Must have at most 254 characters.')
      .toLowerCase(),
  );

const params = z.strictObject({
  id: z.guid('Must be a UUID.').toLowerCase(),
});

const newUser = z
  .strictObject({ name, email, password: newPassword, ...readOnly })
  .transform(({ name, email, password }) => ({ name, email, password }));

export const createUser = requestSchema({ body: newUser });
export const readUser = requestSchema({ params });

/** What anybody may see of a user. */
export const publicUser = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: z.date(),
});

/** What users see of themselves. */
export const ownUser = publicUser.extend({
  email: z.string(),
  updatedAt: z.date(),
});

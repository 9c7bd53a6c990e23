import { z } from 'zod';
import { requestSchema, text } from '../validation.ts';
import { newPassword } from './passwords.ts';

const readOnly = {
  id: z.unknown().optional(),
  createdAt: z.unknown().optional(),
  updatedAt: z.unknown().optional(),
};

const name = text(100);

export const email = z
  .string()
  .trim()
  .pipe(
    z
      .email('Must be an e-mail address.')
      .max(254, 'Must have at most 254 characters.')
      .toLowerCase(),
  );

export const userParams = z.strictObject({
  id: z.guid('Must be a UUID.').toLowerCase(),
});

const newUser = z
  .strictObject({ name, email, password: newPassword, ...readOnly })
  .transform(({ name, email, password }) => ({ name, email, password }));

const userChanges = z
  .strictObject({ name, email })
  .partial()
  .extend(readOnly)
  .transform(({ id, createdAt, updatedAt, ...changes }) => changes)
  .refine(
    (changes) => Object.keys(changes).length > 0,
    'Send at least one of name and email.',
  );

const passwordChange = z.strictObject({ oldPassword: z.string(), newPassword });

export const createUser = requestSchema({ body: newUser });
export const readUser = requestSchema({ params: userParams });
export const changeUser = requestSchema({ body: userChanges });
export const changePassword = requestSchema({ body: passwordChange });

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

import { z } from 'zod';
import { requestSchema } from '../validation.ts';

const wrongId = 'Must be a whole number from 1 up.';

const vote = z.strictObject({
  postId: z
    .number(wrongId)
    .refine((id) => Number.isInteger(id) && id > 0, wrongId),
  dir: z.union([z.literal(1), z.literal(0)], 'Must be 1 or 0.'),
});

export const castVote = requestSchema({ body: vote });

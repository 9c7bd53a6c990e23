import { z } from 'zod';
import { userParams } from '../users/schemas.ts';
import { requestSchema, text } from '../validation.ts';
import { largestId } from './ids.ts';
import { listQuery } from './list-query.ts';

const idOfNone = 0;

const readOnly = {
  id: z.unknown().optional(),
  createdAt: z.unknown().optional(),
  updatedAt: z.unknown().optional(),
  owner: z.unknown().optional(),
  votes: z.unknown().optional(),
};

const fields = {
  title: text(255),
  content: text(10_000),
  published: z.boolean(),
};

const params = z.strictObject({
  id: z
    .string()
    .regex(/^[1-9][0-9]*$/, 'Must be a whole number from 1 up, in digits.')
    .transform(toId),
});

const newPost = z
  .strictObject({
    ...fields,
    published: z.boolean().default(true),
    ...readOnly,
  })
  .transform(withoutReadOnly);

const wholePost = z
  .strictObject({ ...fields, ...readOnly })
  .transform(withoutReadOnly);

const postChanges = z
  .strictObject(fields)
  .partial()
  .extend(readOnly)
  .transform(withoutReadOnly)
  .refine(
    (changes) => Object.keys(changes).length > 0,
    'Send at least one of title, content and published.',
  );

export const listPosts = requestSchema({ query: listQuery });
export const listPostsOfUser = requestSchema({
  params: userParams,
  query: listQuery,
});
export const createPost = requestSchema({ body: newPost });
export const readPost = requestSchema({ params });
export const replacePost = requestSchema({ params, body: wholePost });
export const changePost = requestSchema({ params, body: postChanges });
export const deletePost = requestSchema({ params });

export function toId(digits: string | number) {
  const id = Number(digits);
  return id <= largestId ? id : idOfNone;
}

function withoutReadOnly<
  Post extends Partial<Record<keyof typeof readOnly, unknown>>,
>({ id, createdAt, updatedAt, owner, votes, ...post }: Post) {
  return post;
}

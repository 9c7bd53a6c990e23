import { z } from 'zod';
import { isKeyed, readCursor } from './cursor.ts';
import { largestId } from './ids.ts';

const sorts = ['id', 'title', 'createdAt', 'updatedAt'] as const;
const descending = sorts.map((name) => `-${name}` as const);

export type ListQuery = z.output<typeof listQuery>;

export const listQuery = z
  .strictObject({
    limit: wholeNumber(1, 100).default(100),
    skip: wholeNumber(0).optional(),
    page: wholeNumber(1).optional(),
    search: z
      .string()
      .refine(
        (text) => [...text].length <= 100,
        'Must have at most 100 characters.',
      )
      .refine((text) => !text.includes('\0'), 'Must not hold NUL.')
      .optional(),
    sort: z.enum([...sorts, ...descending]).default('id'),
    after: z.string().optional(),
  })
  .refine(({ page, skip }) => page === undefined || skip === undefined, {
    path: ['page'],
    error: 'Must not be sent with skip.',
  })
  .refine(({ after, page, skip }) => !after || (page ?? skip) === undefined, {
    path: ['after'],
    error: 'Must not be sent with page or skip.',
  })
  .transform(({ sort, ...query }) => ({
    ...query,
    sort,
    name: sort.replace('-', '') as (typeof sorts)[number],
    isDescending: sort.startsWith('-'),
    offset: query.skip ?? ((query.page ?? 1) - 1) * query.limit,
  }))
  .transform(({ after, ...query }, context) => {
    const { name, page, skip } = query;
    const isKeyset = isKeyed(name) && (page ?? skip) === undefined;
    if (after === undefined) return { ...query, isKeyset, place: undefined };

    const place = readCursor(name, after);
    if (place) return { ...query, isKeyset, place };

    context.addIssue({
      code: 'custom',
      path: ['after'],
      message: 'Must be taken from a Link header, with the same sort.',
    });
    return z.NEVER;
  });

/** Digits for a number of at least `least`; what is over `most` is refused, what no list can reach is taken for the largest that can be. */
function wholeNumber(least: number, most = Infinity) {
  const isOne = (text: string) =>
    /^\d+$/.test(text) && Number(text) >= least && Number(text) <= most;
  const range =
    most === Infinity ? `from ${least} up` : `from ${least} to ${most}`;

  return z
    .string()
    .refine(isOne, `Must be a whole number ${range}, in digits.`)
    .transform((text) => Math.min(Number(text), largestId));
}

import { z } from 'zod';

/** A list with commas of origins, each as a browser writes it. */
export const origins = z
  .string()
  .transform((text) => text.split(',').map((origin) => origin.trim()))
  .refine(
    (list) => list.every(isOrigin),
    'must be origins with commas between them, each scheme://host or scheme://host:port, in lower case, with nothing after it and no *.',
  );

function isOrigin(text: string) {
  return (
    /^https?:[^*]+$/.test(text) &&
    URL.canParse(text) &&
    new URL(text).origin === text
  );
}

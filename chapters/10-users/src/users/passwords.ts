import { availableParallelism } from 'node:os';
import { dictionary } from '@zxcvbn-ts/language-common';
import bcrypt from 'bcrypt';
import pLimit from 'p-limit';
import { z } from 'zod';
import type { Settings } from '../settings.ts';
import { isFaithful, unfaithful } from '../validation.ts';

const common = new Set(dictionary.passwords);

/** A password that somebody may choose. bcrypt would not look at what follows byte 72. */
export const newPassword = z
  .string()
  .refine((text) => [...text].length >= 8, {
    error: 'Must have at least 8 characters.',
    abort: true,
  })
  .refine((text) => Buffer.byteLength(text) <= 72, {
    error: 'Must have at most 72 bytes.',
    abort: true,
  })
  .refine(isFaithful, unfaithful)
  .refine(
    (text) => !common.has(text.toLowerCase()),
    'Is one of the most common passwords. Choose another.',
  );

export type Passwords = ReturnType<typeof createPasswords>;

/** Hashes passwords, and compares them with hashes. A core and one of libuv's four threads are left to everything else. */
export function createPasswords({ bcryptCost }: Settings) {
  const inTurn = pLimit(Math.max(1, Math.min(4, availableParallelism()) - 1));

  return {
    hash: (password: string) => inTurn(() => bcrypt.hash(password, bcryptCost)),
    matches: (password: string, hash: string) =>
      inTurn(() => bcrypt.compare(password, hash)),
  };
}

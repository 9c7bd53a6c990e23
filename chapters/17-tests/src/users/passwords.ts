import { randomUUID } from 'node:crypto';
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
  .refine(isWhole, {
    error: 'Must have at most 72 bytes.',
    abort: true,
  })
  .refine(isFaithful, unfaithful)
  .refine(
    (text) => !common.has(text.toLowerCase()),
    'Is one of the most common passwords. Choose another.',
  );

/** Whether bcrypt looks at all of it. */
function isWhole(password: string) {
  return Buffer.byteLength(password) <= 72;
}

export type Passwords = ReturnType<typeof createPasswords>;

/** Hashes passwords, and compares them with hashes: without one it takes as long, and they never match. A core and one of libuv's four threads are left to everything else. */
export function createPasswords({ bcryptCost }: Settings) {
  const inTurn = pLimit(Math.max(1, Math.min(4, availableParallelism()) - 1));

  const hash = (password: string) =>
    inTurn(() => bcrypt.hash(password, bcryptCost));
  const ofNobody = hash(randomUUID());

  async function matches(password: string, stored?: string) {
    const known = stored ?? (await ofNobody);
    const matched = await inTurn(() => bcrypt.compare(password, known));
    return matched && stored !== undefined && isWhole(password);
  }

  return { hash, matches };
}

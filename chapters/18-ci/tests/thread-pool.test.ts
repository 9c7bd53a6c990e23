import { stat } from 'node:fs/promises';
import { expect, vi } from 'vitest';
import { createPasswords } from '../src/users/passwords.ts';
import { test } from './fixtures.ts';

vi.mock('node:os', async (original) => ({
  ...(await original<typeof import('node:os')>()),
  availableParallelism: () => 16,
}));

test('many hashes leave a thread to everything else', async ({ settings }) => {
  const { hash } = createPasswords({ ...settings, bcryptCost: 8 });
  let done = 0;
  const hashes = Array.from({ length: 16 }, () =>
    hash('correct horse').then(() => (done += 1)),
  );
  await Promise.race(hashes);

  await stat('.');

  expect(done).toBeLessThan(8);
  await Promise.all(hashes);
});

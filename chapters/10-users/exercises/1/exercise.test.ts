import { expect } from 'vitest';
import type { Settings } from '../../src/settings.ts';
import { createPasswords } from '../../src/users/passwords.ts';
import { test } from '../../tests/fixtures.ts';

const password = 'correct horse battery';

/** `createPasswords` with what you add to it. */
function passwordsAt(bcryptCost: number, settings: Settings) {
  const passwords: ReturnType<typeof createPasswords> & {
    isOutdated?: (hash: string) => boolean;
  } = createPasswords({ ...settings, bcryptCost });
  return passwords;
}

test.for([
  [4, 5, true],
  [5, 5, false],
  [6, 5, false],
  [9, 10, true],
  [10, 9, false],
] as const)(
  'a hash of cost %i is outdated at cost %i: %s',
  async ([made, wanted, expected], { settings }) => {
    const hash = await passwordsAt(made, settings).hash(password);

    const isOutdated = passwordsAt(wanted, settings).isOutdated?.(hash);

    expect(isOutdated).toBe(expected);
  },
);

test('an outdated hash still belongs to its password', async ({ settings }) => {
  const hash = await passwordsAt(4, settings).hash(password);
  const passwords = passwordsAt(5, settings);

  expect(passwords.isOutdated?.(hash)).toBe(true);
  expect(await passwords.matches(password, hash)).toBe(true);
});

import type { Database } from '../database.ts';
import type { Passwords } from '../users/passwords.ts';
import { createThrottle } from './throttle.ts';

export type LogIn = ReturnType<typeof createLogIn>;

/** Gives a function that finds the user with this e-mail and password, for a client at `address`. It takes as long for an e-mail that nobody has. */
export function createLogIn({ users }: Database, passwords: Passwords) {
  const begin = createThrottle();

  return async function logIn(
    email: string,
    password: string,
    address = 'unknown',
  ) {
    const attempt = await begin(email, address);

    const user = await users.findByEmail(email);
    const matches = await passwords.matches(password, user?.passwordHash);
    if (!user || !matches) return undefined;

    await attempt.succeed();
    return user;
  };
}

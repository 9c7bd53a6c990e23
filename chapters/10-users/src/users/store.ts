import { conflictIfTaken } from '../database-errors.ts';
import type { Writes } from '../writes.ts';
import type { Users } from './model.ts';

export interface UserInput {
  name: string;
  email: string;
  passwordHash: string;
}

const taken = conflictIfTaken(
  'There is already a user with this e-mail address. Log in, or use another.',
);

export function createUserStore(User: Users, { write }: Writes) {
  return {
    find: (id: string) => User.findByPk(id),

    create: (input: UserInput) => write(() => User.create(input)).catch(taken),
  };
}

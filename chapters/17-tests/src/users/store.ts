import { conflictIfTaken } from '../database-errors.ts';
import type { Writes } from '../writes.ts';
import type { UserModel, Users } from './model.ts';

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

    findByEmail: (email: string) => User.findOne({ where: { email } }),

    create: (input: UserInput) => write(() => User.create(input)).catch(taken),

    update: (user: UserModel, changes: Partial<UserInput>) =>
      write(() => user.update(changes)).catch(taken),

    remove: (user: UserModel) => write(() => user.destroy()),
  };
}

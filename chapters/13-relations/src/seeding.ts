import { randomBytes } from 'node:crypto';
import type { Database } from './database.ts';
import type { Settings } from './settings.ts';
import { createPasswords } from './users/passwords.ts';

const users = [
  { name: 'Alice', email: 'alice@example.com' },
  { name: 'Bob', email: 'bob@example.com' },
];

const posts = [
  { title: 'Welcome', content: 'This post was made by npm run seed.' },
  { title: 'A second post', content: 'So that a list has something to sort.' },
  { title: 'A draft', content: 'Not published yet.', published: false },
];

/** Adds a few users and posts, and gives the password of these users. Where there are some already, it adds nothing. */
export async function seed(
  { User, Post, transaction }: Database,
  settings: Settings,
) {
  const password = randomBytes(12).toString('base64url');
  const passwordHash = await createPasswords(settings).hash(password);

  return transaction(async (transaction) => {
    if ((await User.count({ transaction })) > 0) return undefined;
    if ((await Post.count({ transaction })) > 0) return undefined;

    for (const user of users) {
      const { id } = await User.create(
        { ...user, passwordHash },
        { transaction },
      );
      for (const post of posts)
        await Post.create(
          { published: true, ownerId: id, ...post },
          { transaction },
        );
    }
    return {
      password,
      users: users.length,
      posts: users.length * posts.length,
    };
  });
}

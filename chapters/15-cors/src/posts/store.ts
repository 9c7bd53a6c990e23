import { literal } from 'sequelize';
import type { UserModel } from '../users/model.ts';
import type { Writes } from '../writes.ts';
import type { Posts } from './model.ts';
import { mustOwn, ownerIsGone, type Viewer, visibleTo } from './ownership.ts';

export interface PostInput {
  title: string;
  content: string;
  published: boolean;
}

export interface Post extends PostInput {
  id: number;
  createdAt: Date;
  updatedAt: Date;
  owner: Owner;
  votes: number;
}

type Owner = Pick<UserModel, 'id' | 'name'>;

const withVotes = {
  include: [
    [literal('(SELECT count(*) FROM votes WHERE post_id = post.id)'), 'votes'],
  ] as [ReturnType<typeof literal>, string][],
};

export type PostStore = ReturnType<typeof createPostStore>;

export function createPostStore(Post: Posts, { write, transaction }: Writes) {
  return {
    async find(id: number, viewer: Viewer) {
      const row = await Post.findOne({
        where: { id, ...visibleTo(viewer) },
        attributes: withVotes,
        include: { association: 'owner', attributes: ['id', 'name'] },
        raw: true,
        nest: true,
      });
      return row?.owner && toPost(row, row.owner, row.votes);
    },

    async create(input: PostInput, owner: Owner) {
      const row = { ...input, ownerId: owner.id };
      const options = { validate: false, hooks: false };
      const made = write(() => Post.create(row, options));
      return toPost(await made.catch(ownerIsGone), owner, 0);
    },

    async update(id: number, changes: Partial<PostInput>, owner: Owner) {
      return transaction(async (transaction) => {
        const where = { id, ...visibleTo(owner) };
        const post = await Post.findOne({
          where,
          attributes: withVotes,
          transaction,
          lock: true,
        });
        if (!post) return undefined;

        mustOwn(post, owner);
        await post.update(changes, { transaction });
        return toPost(post, owner, post.get('votes'));
      });
    },

    async remove(id: number, owner: Owner) {
      const mine = { id, ownerId: owner.id };
      const removed = await write(() => Post.destroy({ where: mine }));
      if (removed > 0) return true;

      const where = { id, ...visibleTo(owner) };
      const post = await Post.findOne({ where });
      if (post) mustOwn(post, owner);
      return false;
    },
  };
}

export function toPost(
  row: Omit<Post, 'owner' | 'votes'>,
  { id, name }: Owner,
  votes: unknown,
): Post {
  const { title, content, published, createdAt, updatedAt } = row;

  return {
    id: row.id,
    title,
    content,
    published: Boolean(published),
    createdAt: new Date(createdAt),
    updatedAt: new Date(updatedAt),
    owner: { id, name },
    votes: Number(votes),
  };
}

import type { Writes } from '../writes.ts';
import type { Posts } from './model.ts';

export interface PostInput {
  title: string;
  content: string;
  published: boolean;
}

export interface Post extends PostInput {
  id: number;
  createdAt: Date;
  updatedAt: Date;
}

export type PostStore = ReturnType<typeof createPostStore>;

export function createPostStore(Post: Posts, { write, transaction }: Writes) {
  return {
    async list() {
      const rows = await Post.findAll({ order: ['id'], limit: 100, raw: true });
      return rows.map(toPost);
    },

    async find(id: number) {
      const row = await Post.findByPk(id, { raw: true });
      return row ? toPost(row) : undefined;
    },

    async create(input: PostInput) {
      const options = { validate: false, hooks: false };
      return toPost(await write(() => Post.create(input, options)));
    },

    async update(id: number, changes: Partial<PostInput>) {
      return transaction(async (transaction) => {
        const post = await Post.findByPk(id, { transaction, lock: true });
        await post?.update(changes, { transaction });
        return post ? toPost(post) : undefined;
      });
    },

    async remove(id: number) {
      return (await write(() => Post.destroy({ where: { id } }))) > 0;
    },
  };
}

function toPost(row: Post): Post {
  const { id, title, content, published, createdAt, updatedAt } = row;

  return {
    id,
    title,
    content,
    published: Boolean(published),
    createdAt: new Date(createdAt),
    updatedAt: new Date(updatedAt),
  };
}

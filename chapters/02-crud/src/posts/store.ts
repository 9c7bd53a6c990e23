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

export function createPostStore() {
  const posts = new Map<number, Post>();
  let lastId = 0;

  return {
    async list() {
      return [...posts.values()].slice(0, 100);
    },

    async find(id: number) {
      return posts.get(id);
    },

    async create(input: PostInput) {
      const now = new Date();
      const post = { ...input, id: ++lastId, createdAt: now, updatedAt: now };
      posts.set(post.id, post);
      return post;
    },

    async update(id: number, changes: Partial<PostInput>) {
      const post = posts.get(id);
      if (!post) return undefined;

      const changed = { ...post, ...changes, updatedAt: new Date() };
      posts.set(id, changed);
      return changed;
    },

    async remove(id: number) {
      return posts.delete(id);
    },
  };
}

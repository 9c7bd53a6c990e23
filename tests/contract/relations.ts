import { drafts } from './relations/drafts.ts';
import { owners } from './relations/owners.ts';
import { userPosts } from './relations/user-posts.ts';
import type { Suite } from './suite.ts';

/** Row 13 of the API's promises. */
export const relations: Suite = {
  feature: 'relations',
  checks: [...owners, ...drafts, ...userPosts],
};

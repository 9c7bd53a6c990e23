import type { Response } from 'supertest';
import type TestAgent from 'supertest/lib/agent.js';

/** Creates a post for each title, one after the other. */
export async function createPosts(alice: TestAgent, titles: string[]) {
  for (const title of titles)
    await alice.post('/posts').send({ title, content: 'x' });
}

export function titlesOf(response: Response) {
  const posts = response.body as { title: string }[];
  return posts.map(({ title }) => title);
}

/** The address that the Link header gives for a relation, or empty text. */
export function linkTo(response: Response, relation: string) {
  const link = response.headers['link'] ?? '';
  return new RegExp(`<([^>]+)>; rel="${relation}"`).exec(link)?.[1] ?? '';
}

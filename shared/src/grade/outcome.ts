/** How one check or test went. */
export interface Outcome {
  /** `contract: crud`, `tests/posts.test.ts` */
  suite: string;
  title: string;
  /** What was expected and what came; undefined when it passed. */
  failure?: string;
}

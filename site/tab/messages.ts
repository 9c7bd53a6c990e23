import type { Files, Output, Problem, TabRequest, TestResult } from './tab.ts';

/** What the page asks a worker. */
export type ToWorker =
  /** Gets ready for a run of files like these, and runs none of them. */
  | { type: 'prepare'; files: Files }
  | { type: 'run'; files: Files }
  | { type: 'test'; files: Files; only?: string[]; timeout: number }
  | { type: 'fetch'; request: TabRequest };

/** What a worker says. */
export type ToPage =
  | { type: 'output'; output: Output }
  /** Code of packages is on its way. */
  | { type: 'loading' }
  | { type: 'alive' }
  | { type: 'result'; result: TestResult }
  | { type: 'done'; id: number; value: unknown }
  | { type: 'failed'; id: number; problem: Problem };

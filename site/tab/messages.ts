import type { Files, Output, Problem, TabRequest, TestResult } from './tab.ts';

/** The files of a chapter as the reader has them. */
export interface Given {
  files: Files;
  /** Address of the script that the build has made of the chapter. */
  script?: string;
  /** Paths of files that are as they were then. */
  same: string[];
}

/** What the page asks a worker. */
export type ToWorker =
  /** Gets ready for a run of files like these, and runs none of them. */
  | { type: 'prepare'; given: Given }
  | { type: 'run'; given: Given }
  | { type: 'test'; given: Given; only?: string[]; timeout: number }
  | { type: 'fetch'; request: TabRequest };

/** What a worker says. */
export type ToPage =
  | { type: 'output'; output: Output }
  /** Code of packages is on its way. */
  | { type: 'loading' }
  | { type: 'alive' }
  /** A thread is wanted that calls `serve` of the module at `address` with the port that comes with this. */
  | { type: 'thread'; address: string }
  | { type: 'result'; result: TestResult }
  | { type: 'done'; id: number; value: unknown }
  | { type: 'failed'; id: number; problem: Problem };

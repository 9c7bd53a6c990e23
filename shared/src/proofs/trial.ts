import type { Files } from '../chapters.ts';
import type { FileResult } from '../run-tests.ts';
import type { Problem } from './proof.ts';

/** A folder of code with tests, and what their results must be. */
export interface Trial {
  dir: string;
  /** The test files to run, relative to `dir`. */
  tests: string[];
  judge: (results: FileResult[]) => Problem[];
}

export function withoutTests(files: Files): Files {
  return new Map([...files].filter(([path]) => !isTest(path)));
}

export function isTest(path: string): boolean {
  return path.startsWith('tests/') && path.endsWith('.test.ts');
}

export function firstLine(text: string): string {
  return (text.split('\n').find((line) => line.trim()) ?? '').trim();
}

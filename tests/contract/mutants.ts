import { crud } from './mutants/crud.ts';
import { errors } from './mutants/errors.ts';
import { hello } from './mutants/hello.ts';
import { lifecycle } from './mutants/lifecycle.ts';
import { queries } from './mutants/queries.ts';
import { sql } from './mutants/sql.ts';
import { validation } from './mutants/validation.ts';

/** Breaks one promise of a chapter. */
export interface Edit {
  /** What is wrong then. */
  name: string;
  /** Below the chapter's `src/`. */
  file: string;
  /** Occurs in the file exactly once. */
  find: string;
  replace: string;
  /** The title of the check that must fail. */
  check: string;
  /** SQLite does not show it. */
  onPostgres?: boolean;
}

/** An edit of the chapter that introduces `feature`. */
export interface Mutant extends Edit {
  feature: string;
}

/** At least one for each promise that a client can see broken. */
export const mutants: Mutant[] = Object.entries({
  hello,
  crud,
  validation,
  errors,
  sql,
  lifecycle,
  queries,
}).flatMap(([feature, edits]) => edits.map((edit) => ({ feature, ...edit })));

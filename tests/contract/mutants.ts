import { cors } from './mutants/cors.ts';
import { crud } from './mutants/crud.ts';
import { errors } from './mutants/errors.ts';
import { hello } from './mutants/hello.ts';
import { lifecycle } from './mutants/lifecycle.ts';
import { limits } from './mutants/limits.ts';
import { login } from './mutants/login.ts';
import { queries } from './mutants/queries.ts';
import { relations } from './mutants/relations.ts';
import { sql } from './mutants/sql.ts';
import { users } from './mutants/users.ts';
import { validation } from './mutants/validation.ts';
import { votes } from './mutants/votes.ts';

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
  users,
  login,
  relations,
  votes,
  cors,
  limits,
}).flatMap(([feature, edits]) => edits.map((edit) => ({ feature, ...edit })));

import type { Chapter } from '../../shared/src/chapters.ts';
import { UserError } from '../../shared/src/user-error.ts';
import { cors } from './cors.ts';
import { crud } from './crud.ts';
import { errors } from './errors.ts';
import { hello } from './hello.ts';
import { lifecycle } from './lifecycle.ts';
import { limits } from './limits.ts';
import { login } from './login.ts';
import { queries } from './queries.ts';
import { relations } from './relations.ts';
import { sql } from './sql.ts';
import type { Suite } from './suite.ts';
import { users } from './users.ts';
import { validation } from './validation.ts';
import { votes } from './votes.ts';

/** One for each feature that a chapter can claim in its `chapter.json`. */
export const suites: Suite[] = [
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
];

/** The suite of a feature. Throws a UserError that lists what there is. */
export function suiteOf(feature: string): Suite {
  const found = suites.find((suite) => suite.feature === feature);
  if (found) return found;

  const names = suites.map((suite) => suite.feature).join(', ');
  throw new UserError(`There is no feature "${feature}". There are: ${names}.`);
}

/** The suites of everything that `chapter` and the chapters before it claim. */
export function suitesUpTo(chapter: Chapter, chapters: Chapter[]): Suite[] {
  return chapters
    .filter(({ number }) => number <= chapter.number)
    .flatMap(({ manifest }) => manifest.features)
    .map(suiteOf);
}

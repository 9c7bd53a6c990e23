import { crud } from './crud.ts';
import { errors } from './errors.ts';
import { hello } from './hello.ts';
import type { Suite } from './suite.ts';
import { validation } from './validation.ts';

/** One for each feature that a chapter can claim in its `chapter.json`. */
export const suites: Suite[] = [hello, crud, validation, errors];

import { type Chapter, readCode } from '../chapters.ts';
import { UserError } from '../user-error.ts';

/** What the proofs ask of a `package.json`. */
export interface Package {
  name?: string;
  version?: string;
  scripts: Record<string, string>;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}

/** The chapter's `package.json`. Throws a UserError when it is not JSON. */
export function readPackage({ name, dir }: Chapter): Package {
  const text = readCode(dir).get('package.json') ?? '{}';
  try {
    const manifest = JSON.parse(text) as Partial<Package>;
    return { scripts: {}, dependencies: {}, devDependencies: {}, ...manifest };
  } catch (error) {
    throw new UserError(
      `chapters/${name}/package.json: is not JSON: ${(error as Error).message}. Mend it there.`,
    );
  }
}
